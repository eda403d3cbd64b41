package org.onsager.memory.rsb;

/// Order parameters of one step of breaking at zero temperature, where \(q_2 = 1\).
///
/// @param m  overlap with the retrieved pattern
/// @param q1  overlap of different ground states
/// @param weight  \(D = \lim\beta'\theta > 0\)
/// @param response  \(\chi = \lim\beta'(1 - q_2)\)
public record GroundOrder(double m, double q1, double weight, double response) {}
