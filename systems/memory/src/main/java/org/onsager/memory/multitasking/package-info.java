/// Multitasking Hebbian networks: pairwise associative memories of *diluted* patterns, whose blank entries leave
/// neurons free for other patterns, so that one state retrieves several of them at once.
///
/// [org.onsager.memory.multitasking.LowLoadTheory] solves the mean field of few patterns over any entry law, for
/// stored patterns and for patterns seen through noisy examples;
/// [org.onsager.memory.multitasking.StateCatalogue] lists and classifies all its states;
/// [org.onsager.memory.multitasking.ExactGround] does the zero temperature in whole numbers;
/// [org.onsager.memory.multitasking.MultitaskingHebbian] is the network itself, with a teacher, without, or with
/// the patterns stored; [org.onsager.memory.multitasking.Simulation] averages it over disorder.
@org.jspecify.annotations.NullMarked
package org.onsager.memory.multitasking;
