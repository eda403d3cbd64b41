/// Figures as SVG and PNG without a browser, as Plotly JSON for pages, and as CSV and pgfplots for papers, all
/// from the same [org.onsager.lab.Figure].
///
/// [org.onsager.lab.figure.Drawing] is the front door. One painter draws over a small `Canvas` with two backends;
/// the same figure always gives the same SVG bytes.
@org.jspecify.annotations.NullMarked
package org.onsager.lab.figure;
