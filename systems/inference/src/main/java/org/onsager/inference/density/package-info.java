/// Kernel density estimation in high dimension: its phase diagram (a random energy model in disguise), its exact
/// finite-size statistics, its simulation, and an estimator for users that says in which regime their bandwidth
/// is.
@org.jspecify.annotations.NullMarked
package org.onsager.inference.density;
