/// Statistical mechanics of continual learning, arXiv:2212.02846: the claims on the perceptron's two tasks, their
/// Franz-Parisi potential, and deep networks of binary weights.
@org.jspecify.annotations.NullMarked
package org.onsager.papers.continuallearning;
