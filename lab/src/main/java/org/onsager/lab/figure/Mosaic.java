package org.onsager.lab.figure;

import java.util.Arrays;
import org.onsager.lab.Figure;

/// The images of a grid laid into one matrix for formats that know only matrices.
///
/// @param values  row by row from the top; NaN between the images
/// @param columns  cells a row
/// @param pitch  rows from one image to the one below: room for a caption if there is any
/// @param low  the value that is black
/// @param high  the value that is white
record Mosaic(double[] values, int columns, int pitch, double low, double high) {
    static Mosaic of(Figure.ImageGrid grid) {
        int width = grid.width();
        int height = grid.images().length == 0 ? 1 : Math.max(1, grid.images()[0].length / width);
        int perRow = Math.max(1, Math.min(grid.perRow(), grid.images().length));
        int sheetRows = (grid.images().length + perRow - 1) / perRow;
        int columns = perRow * (width + 1) - 1;
        boolean captions = grid.captions().stream().anyMatch(caption -> !caption.isEmpty());
        int pitch = height + (captions ? Math.max(2, height / 5) : 1);
        int rows = Math.max(1, sheetRows * pitch - (pitch - height));
        var values = new double[rows * columns];
        Arrays.fill(values, Double.NaN);
        var range = new Plane.Range(false);
        range.tight();
        for (int k = 0; k < grid.images().length; k++) {
            double[] image = grid.images()[k];
            range.add(image);
            int left = (k % perRow) * (width + 1);
            int top = (k / perRow) * pitch;
            for (int r = 0; r < image.length / width; r++) {
                System.arraycopy(image, r * width, values, (top + r) * columns + left, width);
            }
        }
        double[] ends = range.ends(Figure.Axis.linear(""));
        boolean unit = ends[0] >= 0 && ends[1] <= 1;
        return new Mosaic(values, columns, pitch, unit ? 0 : ends[0], unit ? 1 : ends[1]);
    }

    int rows() {
        return values.length / columns;
    }

    double[] row(int r) {
        return Arrays.copyOfRange(values, r * columns, (r + 1) * columns);
    }
}
