/// Likelihoods of flows and diffusions, Kullback-Leibler divergences and their bounds.
@org.jspecify.annotations.NullMarked
package org.onsager.transport.likelihood;
