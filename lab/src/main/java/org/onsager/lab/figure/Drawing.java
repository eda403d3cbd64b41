package org.onsager.lab.figure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.onsager.lab.Figure;
import org.onsager.lab.run.SafeFiles;
import org.onsager.lab.run.StoreException;

/// A figure as a picture or as a file for a paper.
public final class Drawing {
    /// The extensions that [#write] knows.
    public static final List<String> EXTENSIONS = List.of("svg", "png", "csv", "tex", "json");

    private Drawing() {}

    /// The figure as an SVG document, 720 pixels wide; the same figure gives the same text. Its caption is its
    /// description for screen readers.
    public static String svg(Figure figure) {
        return svg(figure, "figure");
    }

    /// As [#svg(Figure)], for a picture that goes into a page.
    ///
    /// @param prefix  of the ids inside, unique on the page
    public static String svg(Figure figure, String prefix) {
        var painter = new Painter(figure);
        var canvas = new SvgCanvas(
                Painter.WIDTH, painter.height(), Tex.plain(figure.title()), Tex.plain(figure.caption()), prefix);
        painter.paint(canvas);
        return canvas.finish();
    }

    /// The figure as a PNG file, 1440 pixels wide, drawn without a display.
    public static byte[] png(Figure figure) {
        var painter = new Painter(figure);
        var canvas = new RasterCanvas(Painter.WIDTH, painter.height());
        painter.paint(canvas);
        return canvas.finish();
    }

    /// Writes the figure in the format of the extension: `.svg`, `.png`, `.csv` (its data), `.tex` (pgfplots) or
    /// `.json` (Plotly). The file is there as a whole or not at all.
    ///
    /// @throws IllegalArgumentException if the extension is none of these
    /// @throws StoreException if the folder is read-only or full
    public static void write(Figure figure, Path file) {
        var name = String.valueOf(file.getFileName());
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        byte[] content = switch (extension) {
            case "svg" -> bytes(svg(figure));
            case "png" -> png(figure);
            case "csv" -> bytes(FigureCsv.of(figure));
            case "tex" -> bytes(Pgfplots.of(figure));
            case "json" -> bytes(PlotlyJson.of(figure));
            default ->
                throw new IllegalArgumentException(
                        "%s has the extension .%s; expected one of %s".formatted(file, extension, EXTENSIONS));
        };
        new SafeFiles().write(file, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
