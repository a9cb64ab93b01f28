// Every kernel of the relaxed module, under names that the other module does not use.
export {
  dense_forward_p1 as dense_forward_p1_relaxed,
  dense_forward_p4 as dense_forward_p4_relaxed,
  dense_forward_p5 as dense_forward_p5_relaxed,
  dense_input_gradient_p1 as dense_input_gradient_p1_relaxed,
  dense_input_gradient_p4 as dense_input_gradient_p4_relaxed,
  dense_input_gradient_p5 as dense_input_gradient_p5_relaxed,
  dense_weight_gradient_p1 as dense_weight_gradient_p1_relaxed,
  dense_weight_gradient_p4 as dense_weight_gradient_p4_relaxed,
  dense_weight_gradient_p5 as dense_weight_gradient_p5_relaxed,
} from './dense';
export {
  sparse_product_p1 as sparse_product_p1_relaxed,
  sparse_product_p4 as sparse_product_p4_relaxed,
  sparse_product_p5 as sparse_product_p5_relaxed,
  sparse_weight_gradient_p1 as sparse_weight_gradient_p1_relaxed,
  sparse_weight_gradient_p4 as sparse_weight_gradient_p4_relaxed,
  sparse_weight_gradient_p5 as sparse_weight_gradient_p5_relaxed,
  sparse_permute as sparse_permute_relaxed,
} from './sparse';
export {
  input_entries_u8 as input_entries_u8_relaxed,
  input_entries_f32 as input_entries_f32_relaxed,
} from './input-entries';
export {
  input_dense_forward_o32 as input_dense_forward_o32_relaxed,
  input_dense_forward_o16 as input_dense_forward_o16_relaxed,
  input_dense_gradient_o32 as input_dense_gradient_o32_relaxed,
  input_dense_gradient_o16 as input_dense_gradient_o16_relaxed,
} from './input-dense';
export {
  input_rows_f32 as input_rows_f32_relaxed,
  input_rows_u8 as input_rows_u8_relaxed,
  input_clear as input_clear_relaxed,
  input_sparse_forward_p1 as input_sparse_forward_p1_relaxed,
  input_sparse_forward_p4 as input_sparse_forward_p4_relaxed,
  input_sparse_forward_p5 as input_sparse_forward_p5_relaxed,
  input_sparse_gradient_p1 as input_sparse_gradient_p1_relaxed,
  input_sparse_gradient_p4 as input_sparse_gradient_p4_relaxed,
  input_sparse_gradient_p5 as input_sparse_gradient_p5_relaxed,
  clear as clear_relaxed,
} from './input-sparse';
export {
  bias_fill as bias_fill_relaxed,
  relu as relu_relaxed,
  bias_gradient as bias_gradient_relaxed,
  transpose as transpose_relaxed,
} from './elementwise';
export {
  softmax_cross_entropy as softmax_cross_entropy_relaxed,
} from './head';
export {
  sgd as sgd_relaxed,
  momentum as momentum_relaxed,
  adam as adam_relaxed,
} from './optimizer';
export {
  convolution_dense_product as convolution_dense_product_relaxed,
  convolution_dense_transpose as convolution_dense_transpose_relaxed,
  convolution_dense_weight_gradient as convolution_dense_weight_gradient_relaxed,
} from './convolution-dense';
export {
  convolution_sparse_product as convolution_sparse_product_relaxed,
  convolution_sparse_pack as convolution_sparse_pack_relaxed,
  convolution_sparse_weight_gradient as convolution_sparse_weight_gradient_relaxed,
} from './convolution-sparse';
export {
  norm_statistics as norm_statistics_relaxed,
  norm_combine as norm_combine_relaxed,
  norm_running as norm_running_relaxed,
  norm_apply as norm_apply_relaxed,
} from './norm';
export {
  norm_gradient_sums as norm_gradient_sums_relaxed,
  norm_gradient_combine as norm_gradient_combine_relaxed,
  norm_gradient_apply as norm_gradient_apply_relaxed,
} from './norm-gradient';
export {
  max_pool_forward as max_pool_forward_relaxed,
  max_pool_backward as max_pool_backward_relaxed,
} from './pool';
export {
  average_pool_forward as average_pool_forward_relaxed,
  average_pool_backward as average_pool_backward_relaxed,
  global_average_forward as global_average_forward_relaxed,
  global_average_backward as global_average_backward_relaxed,
} from './average-pool';
export {
  images_add as images_add_relaxed,
  images_gate as images_gate_relaxed,
  images_scale as images_scale_relaxed,
  images_relu as images_relu_relaxed,
  images_bias_gradient as images_bias_gradient_relaxed,
  images_lanes as images_lanes_relaxed,
} from './images';
export {
  repanel_features as repanel_features_relaxed,
  repanel_images as repanel_images_relaxed,
} from './repanel';
export {
  phases_split as phases_split_relaxed,
  phases_join as phases_join_relaxed,
} from './phases';
export {
  winograd_weights_f2 as winograd_weights_f2_relaxed,
  winograd_weights_f4 as winograd_weights_f4_relaxed,
  winograd_turned_weights_f2 as winograd_turned_weights_f2_relaxed,
  winograd_turned_weights_f4 as winograd_turned_weights_f4_relaxed,
  winograd_forward_f2 as winograd_forward_f2_relaxed,
  winograd_forward_f4 as winograd_forward_f4_relaxed,
  winograd_input_gradient_f2 as winograd_input_gradient_f2_relaxed,
  winograd_input_gradient_f4 as winograd_input_gradient_f4_relaxed,
  winograd_weight_gradient_f2 as winograd_weight_gradient_f2_relaxed,
  winograd_weight_gradient_f4 as winograd_weight_gradient_f4_relaxed,
  winograd_gather_f2 as winograd_gather_f2_relaxed,
  winograd_gather_f4 as winograd_gather_f4_relaxed,
} from './winograd';
