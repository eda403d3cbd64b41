package org.onsager.memory.boltzmann;

/// Where a joint model starts.
public enum Initialisation {
    /// As the authors' code: kernels uniform within the inverse root of their fan-in, label temperature 1.
    PUBLISHED,
    /// Kernels within a layer near 0.7 times the identity, kernels between layers as large as the normalisation
    /// leaves room for, label temperature 3. As \(\Phi_{uv} = -A_{uu}^\mathsf T A_{uv} - \dots\), layers then
    /// start coupled as in a deep Boltzmann machine, and what the label learns reaches the pixels several times
    /// sooner. A machine without the parameterisation has no kernels within layers; its others start uniform
    /// within twice the inverse root of their fan-in.
    IDENTITY
}
