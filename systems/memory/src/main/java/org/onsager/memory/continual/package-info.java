/// Continual learning with binary weights: each weight is a Bernoulli variable of a real field, learning moves
/// the fields, and a Kullback-Leibler term to what was learned before acts as an uncertainty-weighted brake.
///
/// Theory of the teacher-student perceptron: [org.onsager.memory.continual.FranzParisi]. Training:
/// [org.onsager.memory.continual.PerceptronTrainer] for the perceptron, [org.onsager.memory.continual.BinaryVcl]
/// for networks of any depth, [org.onsager.memory.continual.BinaryNetwork] for its rivals, and
/// [org.onsager.memory.continual.ContinualRun] for tasks in sequence under one measure.
///
/// Source: C. Li, Z. Huang, W. Zou and H. Huang, Phys. Rev. E 108 (2023) 014309, arXiv:2212.02846.
@org.jspecify.annotations.NullMarked
package org.onsager.memory.continual;
