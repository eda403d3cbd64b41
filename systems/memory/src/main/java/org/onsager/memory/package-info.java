/// Mean fields and simulation of associative memories and spin glasses.
///
/// - [org.onsager.memory.saddle]: self-consistency equations of order parameters: solving, ranking by pressure,
///   stability, folds; Gaussian averages of \(\tanh\) at any inverse temperature.
/// - [org.onsager.memory.montecarlo]: Ising spins under any energy that can answer for one site: heat bath,
///   Metropolis, parallel dynamics, replica exchange; bit-packed and real patterns.
/// - [org.onsager.memory.dense]: dense (P-body) Hebbian memories trained on noisy labelled examples:
///   replica-symmetric theory, networks, Plefka dynamics, images.
/// - [org.onsager.memory.multitasking]: pairwise memories of few diluted patterns, several retrieved at once:
///   exact low-load theory, states and regimes, networks with a teacher and without.
@org.jspecify.annotations.NullMarked
package org.onsager.memory;
