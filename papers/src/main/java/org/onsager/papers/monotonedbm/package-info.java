/// Monotone deep Boltzmann machines, arXiv:2307.04990: the claims on the parameterisation, the mean-field
/// iterations and their gradient, and joint completion and classification of digits.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.monotonedbm;
