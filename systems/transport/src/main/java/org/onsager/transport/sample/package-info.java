/// Samplers: the probability-flow equation and forward and backward diffusions with a free noise level.
@org.jspecify.annotations.NullMarked
package org.onsager.transport.sample;
