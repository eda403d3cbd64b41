package org.onsager.lab.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextAttribute;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.AttributedString;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.onsager.lab.Figure.Dash;

/// Paints with Java2D into a picture of twice the resolution, without a display.
final class RasterCanvas implements Canvas {
    private static final double ZOOM = 2;

    private final BufferedImage image;
    private final Graphics2D graphics;

    RasterCanvas(double width, double height) {
        image = new BufferedImage(
                (int) Math.round(width * ZOOM), (int) Math.round(height * ZOOM), BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(ZOOM, ZOOM);
        rect(0, 0, width, height, 0xffffff, 1);
    }

    /// The picture as PNG.
    byte[] finish() {
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        // Not through ImageIO's default stream: that would cache on disk.
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void polyline(double[] x, double[] y, Stroke stroke) {
        if (x.length < 2) return;
        graphics.setStroke(stroke(stroke));
        graphics.setColor(colour(stroke.colour(), stroke.opacity()));
        graphics.draw(path(x, y));
    }

    @Override
    public void polygon(double[] x, double[] y, int colour, double opacity) {
        if (x.length < 3) return;
        var path = path(x, y);
        path.closePath();
        graphics.setColor(colour(colour, opacity));
        graphics.fill(path);
    }

    @Override
    public void rect(double x, double y, double width, double height, int colour, double opacity) {
        graphics.setColor(colour(colour, opacity));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void circle(double x, double y, double radius, int colour, Stroke rim) {
        var circle = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
        graphics.setColor(colour(colour, 1));
        graphics.fill(circle);
        if (rim.width() == 0) return;
        graphics.setStroke(stroke(rim));
        graphics.setColor(colour(rim.colour(), rim.opacity()));
        graphics.draw(circle);
    }

    @Override
    public void text(List<Tex.Run> runs, double x, double y, Font font) {
        double total = 0;
        for (int i = 0; i < runs.size(); i++) {
            total += advance(runs.get(i), font) + Tex.correction(runs, i) * font.size();
        }
        var saved = graphics.getTransform();
        graphics.translate(x, y);
        if (font.upward()) graphics.rotate(-Math.PI / 2);
        graphics.setColor(colour(font.colour(), 1));
        double at = switch (font.anchor()) {
            case START -> 0;
            case MIDDLE -> -total / 2;
            case END -> -total;
        };
        for (int i = 0; i < runs.size(); i++) {
            var run = runs.get(i);
            at += Tex.correction(runs, i) * font.size();
            var text = new AttributedString(run.text());
            text.addAttribute(TextAttribute.FONT, font(run, font));
            graphics.drawString(text.getIterator(), (float) at, (float) (-Tex.rise(run.level()) * font.size()));
            at += advance(run, font);
        }
        graphics.setTransform(saved);
    }

    private double advance(Tex.Run run, Font font) {
        return font(run, font)
                .getStringBounds(run.text(), graphics.getFontRenderContext())
                .getWidth();
    }

    private static java.awt.Font font(Tex.Run run, Font font) {
        double size = run.level() == 0 ? font.size() : Tex.SCRIPT * font.size();
        return new java.awt.Font(Map.of(
                TextAttribute.FAMILY,
                java.awt.Font.SANS_SERIF,
                TextAttribute.SIZE,
                size,
                TextAttribute.WEIGHT,
                font.bold() ? TextAttribute.WEIGHT_BOLD : TextAttribute.WEIGHT_REGULAR,
                TextAttribute.POSTURE,
                run.italic() ? TextAttribute.POSTURE_OBLIQUE : TextAttribute.POSTURE_REGULAR));
    }

    @Override
    public void image(double x, double y, double width, double height, int[] pixels, int columns) {
        int rows = pixels.length / columns;
        // Cell by cell on whole device pixels: no seams and no blur whatever the stretch.
        for (int r = 0; r < rows; r++) {
            double top = Math.round(ZOOM * (y + height * r / rows)) / ZOOM;
            double bottom = Math.round(ZOOM * (y + height * (r + 1) / rows)) / ZOOM;
            for (int c = 0; c < columns; c++) {
                int colour = pixels[r * columns + c];
                if (colour < 0) continue;
                double left = Math.round(ZOOM * (x + width * c / columns)) / ZOOM;
                double right = Math.round(ZOOM * (x + width * (c + 1) / columns)) / ZOOM;
                if (right > left && bottom > top) rect(left, top, right - left, bottom - top, colour, 1);
            }
        }
    }

    @Override
    public void clipped(double x, double y, double width, double height, Runnable inside) {
        var saved = graphics.getClip();
        graphics.clip(new Rectangle2D.Double(x, y, width, height));
        inside.run();
        graphics.setClip(saved);
    }

    private static Path2D path(double[] x, double[] y) {
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO, x.length);
        for (int i = 0; i < x.length; i++) {
            if (i == 0) path.moveTo(x[i], y[i]);
            else path.lineTo(x[i], y[i]);
        }
        return path;
    }

    private static Color colour(int colour, double opacity) {
        return new Color(colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff, (int) Math.round(255 * opacity));
    }

    private static BasicStroke stroke(Stroke stroke) {
        float[] dash = switch (stroke.dash()) {
            case SOLID -> null;
            case DASHED -> new float[] {6, 4};
            case DOTTED -> new float[] {1.5f, 3};
        };
        return new BasicStroke(
                (float) stroke.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                10,
                stroke.dash() == Dash.SOLID ? null : dash,
                0);
    }
}
