package org.onsager.lab.figure;

import org.onsager.lab.Figure;

/// Grey images in rows with their captions below.
///
/// @param width  of the page
record ImageSheet(Figure.ImageGrid grid, double width) {
    private static final double GAP = 12;
    private static final double CAPTION = 11;

    double height() {
        int rows = (grid.images().length + grid.perRow() - 1) / grid.perRow();
        return rows * rowHeight();
    }

    private int pixelRows() {
        return grid.images().length == 0 ? 1 : Math.max(1, grid.images()[0].length / grid.width());
    }

    private double imageWidth() {
        double room = (width - 40 - GAP * (grid.perRow() - 1)) / grid.perRow();
        // A handful of small images is not blown up beyond a thumb's size.
        return Math.min(room, Math.max(150, 2 * grid.width()));
    }

    private double imageHeight() {
        return imageWidth() * pixelRows() / grid.width();
    }

    private double rowHeight() {
        return imageHeight() + GAP + (hasCaptions() ? CAPTION + 8 : 0);
    }

    private boolean hasCaptions() {
        return grid.captions().stream().anyMatch(caption -> !caption.isEmpty());
    }

    void paint(Canvas canvas, double left, double top) {
        var range = new Plane.Range(false);
        range.tight();
        for (double[] image : grid.images()) range.add(image);
        double[] ends = range.ends(Figure.Axis.linear(""));
        // Grey values between 0 and 1 keep their meaning; anything else is stretched from its least to its
        // greatest.
        if (ends[0] >= 0 && ends[1] <= 1) ends = new double[] {0, 1};
        double total = grid.perRow() * imageWidth() + (grid.perRow() - 1) * GAP;
        for (int k = 0; k < grid.images().length; k++) {
            double x = left + (width - total) / 2 + (k % grid.perRow()) * (imageWidth() + GAP);
            double y = top + (k / grid.perRow()) * rowHeight();
            image(canvas, grid.images()[k], x, y, ends);
            if (k < grid.captions().size()) {
                canvas.text(
                        Tex.runs(grid.captions().get(k)),
                        x + imageWidth() / 2,
                        y + imageHeight() + CAPTION + 4,
                        new Canvas.Font(CAPTION, false, Palette.INK, Canvas.Anchor.MIDDLE, false));
            }
        }
    }

    private void image(Canvas canvas, double[] image, double x, double y, double[] ends) {
        var pixels = new int[image.length];
        for (int i = 0; i < pixels.length; i++) {
            double value = image[i];
            pixels[i] = Double.isNaN(value) ? -1 : Palette.grey((value - ends[0]) / (ends[1] - ends[0]));
        }
        canvas.image(x, y, imageWidth(), imageHeight(), pixels, grid.width());
        canvas.polyline(
                new double[] {x, x + imageWidth(), x + imageWidth(), x, x},
                new double[] {y, y, y + imageHeight(), y + imageHeight(), y},
                Canvas.Stroke.of(Palette.GREY, 0.6));
    }
}
