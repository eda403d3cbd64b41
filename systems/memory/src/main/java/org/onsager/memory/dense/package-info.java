/// Dense Hebbian memories: \(N\) Ising spins coupled \(P\) at a time by the products of noisy labelled examples
/// of \(K\) archetypes.
///
/// Control parameters, everywhere: the scaled inverse temperature \(\beta' = 2\beta/P!\) with \(T' = 1/\beta'\),
/// the load \(\gamma = P!\,K/(2N^{P-1})\) (see [org.onsager.memory.dense.Load]) and the dataset entropy \(\rho =
/// (1-r^2)/(M r^2)\) of \(M\) examples of quality \(r\) ([org.onsager.memory.dense.ExampleLaw]).
///
/// Theory: [org.onsager.memory.dense.RsTheory], [org.onsager.memory.dense.GroundState],
/// [org.onsager.memory.dense.PhaseBoundaries], [org.onsager.memory.dense.PhaseDiagram],
/// [org.onsager.memory.dense.OneStepTheory]. Networks: [org.onsager.memory.dense.DenseHebbian],
/// [org.onsager.memory.dense.PlefkaDynamics], [org.onsager.memory.dense.ImageMemory].
///
/// Source: E. Agliari, L. Albanese, F. Alemanno, A. Alessandrelli, A. Barra, F. Giannotti, D. Lotito, D.
/// Pedreschi, *Dense Hebbian neural networks: a replica symmetric picture of supervised learning*,
/// arXiv:2212.00606.
@org.jspecify.annotations.NullMarked
package org.onsager.memory.dense;
