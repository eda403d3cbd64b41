/// The only door to libtorch: tensors with gradients of any order, native memory in scopes, linear algebra,
/// Fourier transforms and safetensors files. Layers are in [org.onsager.tensor.nn], optimisers in
/// [org.onsager.tensor.optim], the training loop in [org.onsager.tensor.train].
@NullMarked
package org.onsager.tensor;

import org.jspecify.annotations.NullMarked;
