/// Replica symmetry and one step of its breaking in mixed p-spin models with a ferromagnetic bias: dense
/// associative memories, the Hopfield network, spin glasses.
///
/// [org.onsager.memory.rsb.RsbSolver] is the door: saddle points, ground states, capacities, temperatures,
/// complexity and exact finite networks of one model. A model is a signal of order \(P\) and a noise
/// ([org.onsager.memory.rsb.Noise]): for \(P > 2\) a spin glass of covariance \(\nu\) and nothing else, for the
/// Hopfield network that of Sherrington and Kirkpatrick and a Gaussian one.
///
/// Units as in [org.onsager.memory.dense]: inverse temperature \(\beta' = 2\beta/P!\), \(T' = 1/\beta'\), load
/// \(\gamma = P!\,K/(2N^{P-1})\), \(\xi(q) = \frac{\beta'^2\gamma}2\nu(q)\).
///
/// Source: L. Albanese, F. Alemanno, A. Alessandrelli, A. Barra, *Replica symmetry breaking in dense neural
/// networks*, arXiv:2111.12997.
@org.jspecify.annotations.NullMarked
package org.onsager.memory.rsb;
