package org.onsager.lab.figure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.onsager.lab.Figure.Dash;

/// Writes SVG: text, deterministic, coordinates to a hundredth of a pixel.
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();
    private final String prefix;
    private int clips;

    /// A white page.
    ///
    /// @param title  read out by screen readers
    /// @param prefix  of the ids inside, unique on the page that the picture goes into
    SvgCanvas(double width, double height, String title, String description, String prefix) {
        this.prefix = prefix;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height))
                .append(
                        "\" role=\"img\" font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n")
                .append("<title>")
                .append(escape(title))
                .append("</title>\n<desc>")
                .append(escape(description))
                .append("</desc>\n");
        rect(0, 0, width, height, 0xffffff, 1);
    }

    /// The whole document.
    String finish() {
        return svg + "</svg>\n";
    }

    @Override
    public void polyline(double[] x, double[] y, Stroke stroke) {
        if (x.length < 2) return;
        svg.append("<path d=\"");
        path(x, y);
        svg.append("\" fill=\"none\"");
        stroke(stroke);
        svg.append(" stroke-linejoin=\"round\"/>\n");
    }

    @Override
    public void polygon(double[] x, double[] y, int colour, double opacity) {
        if (x.length < 3) return;
        svg.append("<path d=\"");
        path(x, y);
        svg.append('Z').append('"');
        fill(colour, opacity);
        svg.append("/>\n");
    }

    @Override
    public void rect(double x, double y, double width, double height, int colour, double opacity) {
        svg.append("<rect");
        box(x, y, width, height);
        fill(colour, opacity);
        svg.append("/>\n");
    }

    @Override
    public void circle(double x, double y, double radius, int colour, Stroke rim) {
        svg.append("<circle");
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        fill(colour, 1);
        if (rim.width() > 0) stroke(rim);
        svg.append("/>\n");
    }

    @Override
    public void text(List<Tex.Run> runs, double x, double y, Font font) {
        svg.append("<text");
        if (font.upward()) {
            svg.append(" transform=\"translate(")
                    .append(number(x))
                    .append(' ')
                    .append(number(y))
                    .append(") rotate(-90)\"");
        } else {
            attribute("x", x);
            attribute("y", y);
        }
        attribute("font-size", font.size());
        if (font.bold()) svg.append(" font-weight=\"bold\"");
        if (font.anchor() != Anchor.START) {
            svg.append(" text-anchor=\"")
                    .append(font.anchor() == Anchor.END ? "end" : "middle")
                    .append('"');
        }
        fill(font.colour(), 1);
        svg.append(" xml:space=\"preserve\">");
        double raised = 0;
        for (int i = 0; i < runs.size(); i++) {
            var run = runs.get(i);
            double correction = Tex.correction(runs, i) * font.size();
            double shift = Tex.rise(run.level()) * font.size();
            boolean plain = run.level() == 0 && !run.italic() && shift == raised && correction == 0;
            if (!plain) {
                svg.append("<tspan");
                if (correction != 0) attribute("dx", correction);
                if (shift != raised) attribute("dy", raised - shift);
                if (run.level() != 0) attribute("font-size", Tex.SCRIPT * font.size());
                if (run.italic()) svg.append(" font-style=\"italic\"");
                svg.append('>');
            }
            svg.append(escape(run.text()));
            if (!plain) svg.append("</tspan>");
            raised = shift;
        }
        svg.append("</text>\n");
    }

    @Override
    public void image(double x, double y, double width, double height, int[] pixels, int columns) {
        var image = new BufferedImage(columns, pixels.length / columns, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] >= 0) image.setRGB(i % columns, i / columns, 0xff000000 | pixels[i]);
        }
        var bytes = new ByteArrayOutputStream();
        // Not through ImageIO's default stream: that would cache on disk.
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        svg.append("<image");
        box(x, y, width, height);
        svg.append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(bytes.toByteArray()))
                .append("\"/>\n");
    }

    @Override
    public void clipped(double x, double y, double width, double height, Runnable inside) {
        var id = prefix + "-clip" + clips++;
        svg.append("<clipPath id=\"").append(escape(id)).append("\"><rect");
        box(x, y, width, height);
        svg.append("/></clipPath>\n<g clip-path=\"url(#").append(escape(id)).append(")\">\n");
        inside.run();
        svg.append("</g>\n");
    }

    private void path(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            svg.append(i == 0 ? 'M' : 'L').append(number(x[i])).append(' ').append(number(y[i]));
        }
    }

    private void box(double x, double y, double width, double height) {
        attribute("x", x);
        attribute("y", y);
        attribute("width", width);
        attribute("height", height);
    }

    private void attribute(String name, double value) {
        svg.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    private void fill(int colour, double opacity) {
        svg.append(" fill=\"").append(Palette.hex(colour)).append('"');
        if (opacity < 1) attribute("fill-opacity", opacity);
    }

    private void stroke(Stroke stroke) {
        svg.append(" stroke=\"").append(Palette.hex(stroke.colour())).append('"');
        attribute("stroke-width", stroke.width());
        if (stroke.opacity() < 1) attribute("stroke-opacity", stroke.opacity());
        if (stroke.dash() == Dash.DASHED) svg.append(" stroke-dasharray=\"6 4\"");
        if (stroke.dash() == Dash.DOTTED) svg.append(" stroke-dasharray=\"1.5 3\"");
    }

    /// A number to a hundredth without trailing zeros; not in the machine's language, nor as `-0`.
    static String number(double value) {
        long hundredths = Math.round(value * 100);
        var sign = hundredths < 0 ? "-" : "";
        long size = Math.abs(hundredths);
        long fraction = size % 100;
        if (fraction == 0) return sign + size / 100;
        var digits = fraction % 10 == 0
                ? String.valueOf(fraction / 10)
                : fraction < 10 ? "0" + fraction : String.valueOf(fraction);
        return sign + size / 100 + "." + digits;
    }

    /// Text that is safe inside elements and attributes; characters that XML cannot hold are left out.
    static String escape(String text) {
        var safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
                    boolean illegal = control || c >= 0xd800 && c <= 0xdfff || c == 0xfffe || c == 0xffff;
                    if (!illegal) safe.appendCodePoint(c);
                }
            }
        });
        return safe.toString();
    }
}
