/// Monte Carlo of Ising spins. A [org.onsager.memory.montecarlo.SpinSystem] knows its energy and the field on
/// each site; a [org.onsager.memory.montecarlo.Dynamics] moves it; a [org.onsager.memory.montecarlo.Sampler]
/// counts sweeps, watches for cycles and ties; [org.onsager.memory.montecarlo.ReplicaExchange] runs a ladder of
/// temperatures. [org.onsager.memory.montecarlo.BitPatterns], [org.onsager.memory.montecarlo.TernaryPatterns] and
/// [org.onsager.memory.montecarlo.RealPatterns] are the ways in which Hebbian systems keep what they store.
@org.jspecify.annotations.NullMarked
package org.onsager.memory.montecarlo;
