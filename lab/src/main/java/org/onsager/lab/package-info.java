/// Experiments and what they leave behind: parameters, claims, figures, tables, runs. Knows no physics.
///
/// An [Experiment] measures the claims of one paper. The lab hands it a [Trial], which is its only way to the
/// world: random numbers, workers, data, checkpoints, metrics, tables, figures and verdicts all go through it.
@org.jspecify.annotations.NullMarked
package org.onsager.lab;
