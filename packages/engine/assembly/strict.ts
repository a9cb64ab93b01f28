// Every kernel of the strict module, under names that the other module does not use.
export {
  dense_forward_p1 as dense_forward_p1_strict,
  dense_forward_p4 as dense_forward_p4_strict,
  dense_forward_p5 as dense_forward_p5_strict,
  dense_input_gradient_p1 as dense_input_gradient_p1_strict,
  dense_input_gradient_p4 as dense_input_gradient_p4_strict,
  dense_input_gradient_p5 as dense_input_gradient_p5_strict,
  dense_weight_gradient_p1 as dense_weight_gradient_p1_strict,
  dense_weight_gradient_p4 as dense_weight_gradient_p4_strict,
  dense_weight_gradient_p5 as dense_weight_gradient_p5_strict,
} from './dense';
export {
  sparse_product_p1 as sparse_product_p1_strict,
  sparse_product_p4 as sparse_product_p4_strict,
  sparse_product_p5 as sparse_product_p5_strict,
  sparse_weight_gradient_p1 as sparse_weight_gradient_p1_strict,
  sparse_weight_gradient_p4 as sparse_weight_gradient_p4_strict,
  sparse_weight_gradient_p5 as sparse_weight_gradient_p5_strict,
  sparse_permute as sparse_permute_strict,
} from './sparse';
export {
  input_entries_u8 as input_entries_u8_strict,
  input_entries_f32 as input_entries_f32_strict,
} from './input-entries';
export {
  input_dense_forward_o32 as input_dense_forward_o32_strict,
  input_dense_forward_o16 as input_dense_forward_o16_strict,
  input_dense_gradient_o32 as input_dense_gradient_o32_strict,
  input_dense_gradient_o16 as input_dense_gradient_o16_strict,
} from './input-dense';
export {
  input_rows_f32 as input_rows_f32_strict,
  input_rows_u8 as input_rows_u8_strict,
  input_clear as input_clear_strict,
  input_sparse_forward_p1 as input_sparse_forward_p1_strict,
  input_sparse_forward_p4 as input_sparse_forward_p4_strict,
  input_sparse_forward_p5 as input_sparse_forward_p5_strict,
  input_sparse_gradient_p1 as input_sparse_gradient_p1_strict,
  input_sparse_gradient_p4 as input_sparse_gradient_p4_strict,
  input_sparse_gradient_p5 as input_sparse_gradient_p5_strict,
  clear as clear_strict,
} from './input-sparse';
export {
  bias_fill as bias_fill_strict,
  relu as relu_strict,
  bias_gradient as bias_gradient_strict,
  transpose as transpose_strict,
} from './elementwise';
export {
  softmax_cross_entropy as softmax_cross_entropy_strict,
} from './head';
export {
  sgd as sgd_strict,
  momentum as momentum_strict,
  adam as adam_strict,
} from './optimizer';
export {
  convolution_dense_product as convolution_dense_product_strict,
  convolution_dense_transpose as convolution_dense_transpose_strict,
  convolution_dense_weight_gradient as convolution_dense_weight_gradient_strict,
} from './convolution-dense';
export {
  convolution_sparse_product as convolution_sparse_product_strict,
  convolution_sparse_pack as convolution_sparse_pack_strict,
  convolution_sparse_weight_gradient as convolution_sparse_weight_gradient_strict,
} from './convolution-sparse';
export {
  norm_statistics as norm_statistics_strict,
  norm_combine as norm_combine_strict,
  norm_running as norm_running_strict,
  norm_apply as norm_apply_strict,
} from './norm';
export {
  norm_gradient_sums as norm_gradient_sums_strict,
  norm_gradient_combine as norm_gradient_combine_strict,
  norm_gradient_apply as norm_gradient_apply_strict,
} from './norm-gradient';
export {
  max_pool_forward as max_pool_forward_strict,
  max_pool_backward as max_pool_backward_strict,
} from './pool';
export {
  average_pool_forward as average_pool_forward_strict,
  average_pool_backward as average_pool_backward_strict,
  global_average_forward as global_average_forward_strict,
  global_average_backward as global_average_backward_strict,
} from './average-pool';
export {
  images_add as images_add_strict,
  images_gate as images_gate_strict,
  images_scale as images_scale_strict,
  images_relu as images_relu_strict,
  images_bias_gradient as images_bias_gradient_strict,
  images_lanes as images_lanes_strict,
} from './images';
export {
  repanel_features as repanel_features_strict,
  repanel_images as repanel_images_strict,
} from './repanel';
export {
  phases_split as phases_split_strict,
  phases_join as phases_join_strict,
} from './phases';
export {
  winograd_weights_f2 as winograd_weights_f2_strict,
  winograd_weights_f4 as winograd_weights_f4_strict,
  winograd_turned_weights_f2 as winograd_turned_weights_f2_strict,
  winograd_turned_weights_f4 as winograd_turned_weights_f4_strict,
  winograd_forward_f2 as winograd_forward_f2_strict,
  winograd_forward_f4 as winograd_forward_f4_strict,
  winograd_input_gradient_f2 as winograd_input_gradient_f2_strict,
  winograd_input_gradient_f4 as winograd_input_gradient_f4_strict,
  winograd_weight_gradient_f2 as winograd_weight_gradient_f2_strict,
  winograd_weight_gradient_f4 as winograd_weight_gradient_f4_strict,
  winograd_gather_f2 as winograd_gather_f2_strict,
  winograd_gather_f4 as winograd_gather_f4_strict,
} from './winograd';
