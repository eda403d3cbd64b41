/// Learning the fields of an interpolant by regression, rectification, and the Schrödinger bridge by optimising
/// the interpolant itself.
@org.jspecify.annotations.NullMarked
package org.onsager.transport.learn;
