/// Saddle points of mean-field theories: a [org.onsager.memory.saddle.MeanField] says what the self-consistency
/// map and the pressure are, a [org.onsager.memory.saddle.SaddlePointSolver] finds and ranks solutions,
/// [org.onsager.memory.saddle.Spinodal] finds where they cease to exist.
@org.jspecify.annotations.NullMarked
package org.onsager.memory.saddle;
