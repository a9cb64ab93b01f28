/** One published file as it is, packed or not. */
export interface PlainFile {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** One published file that is gzip-compressed. */
export interface PublishedFile extends PlainFile {
  /** The same without gzip, for folders that hold it unpacked. */
  readonly unpacked: { readonly bytes: number; readonly sha256: string | null };
}

/** The files of a data set and where the public may get them. */
export interface DatasetFiles {
  /** Addresses to which a file's name is appended, best first. */
  readonly mirrors: readonly string[];
  readonly trainImages: PublishedFile;
  readonly trainLabels: PublishedFile;
  readonly testImages: PublishedFile;
  readonly testLabels: PublishedFile;
}

/** Y. LeCun, C. Cortes, C. Burges: the MNIST database of handwritten digits. */
export const mnistFiles: DatasetFiles = {
  mirrors: [
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
  ],
  trainImages: {
    name: 'train-images-idx3-ubyte.gz',
    bytes: 9912422,
    sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    unpacked: {
      bytes: 47040016,
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    },
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte.gz',
    bytes: 28881,
    sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    unpacked: {
      bytes: 60008,
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
  },
  testImages: {
    name: 't10k-images-idx3-ubyte.gz',
    bytes: 1648877,
    sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    unpacked: {
      bytes: 7840016,
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    },
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte.gz',
    bytes: 4542,
    sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    unpacked: {
      bytes: 10008,
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
};

/** H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST (2017). */
export const fashionMnistFiles: DatasetFiles = {
  mirrors: [
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
  ],
  trainImages: {
    name: 'train-images-idx3-ubyte.gz',
    bytes: 26421880,
    sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
    unpacked: { bytes: 47040016, sha256: null },
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte.gz',
    bytes: 29515,
    sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
    unpacked: { bytes: 60008, sha256: null },
  },
  testImages: {
    name: 't10k-images-idx3-ubyte.gz',
    bytes: 4422102,
    sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
    unpacked: { bytes: 7840016, sha256: null },
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte.gz',
    bytes: 5148,
    sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
    unpacked: { bytes: 10008, sha256: null },
  },
};
