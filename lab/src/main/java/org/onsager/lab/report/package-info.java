/// The report: one HTML file that opens with the network off and holds every paper, claim, number and figure of
/// some runs, with the command that does each again.
@org.jspecify.annotations.NullMarked
package org.onsager.lab.report;
