/// On neural differential equations: the solvers that the thesis stands on, measured, and a tool that solves a
/// user's own system.
@NullMarked
package org.onsager.papers.neuraldifferentialequations;

import org.jspecify.annotations.NullMarked;
