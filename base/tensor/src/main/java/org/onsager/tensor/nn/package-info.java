/// Layers and how to start them. A layer is an immutable record of its parameters; what differs between training
/// and use (dropout, batch statistics) is an argument of `forward`, never a hidden state.
@NullMarked
package org.onsager.tensor.nn;

import org.jspecify.annotations.NullMarked;
