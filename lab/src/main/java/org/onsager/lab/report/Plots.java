package org.onsager.lab.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.onsager.lab.Figure;
import org.onsager.lab.figure.Drawing;
import org.onsager.lab.figure.Labels;
import org.onsager.lab.figure.PlotlyJson;

/// The figures of a page, fitted into the room that it has.
///
/// Pictures come first: each is kept at least packed. Then interactive forms are taken in from the smallest to
/// the largest, then pictures are laid open from the smallest to the largest, as far as there is room.
final class Plots {
    /// A picture whose SVG is longer than this is kept as PNG if that is shorter.
    private static final int LONG_SVG = 150_000;

    private static final Pattern PLACE = Pattern.compile("<!--(plot-\\d+-\\d+)-->");

    private final List<Plot> plots = new ArrayList<>();

    /// @param id  unique on the page
    /// @param picture  HTML of an SVG or an image
    /// @param packedPicture  the same, packed
    /// @param packedData  Plotly's JSON, packed
    private record Plot(String id, String picture, String packedPicture, String packedData) {}

    boolean isEmpty() {
        return plots.isEmpty();
    }

    /// Takes a figure in.
    ///
    /// @return the place that [#fill] will fill
    String add(String id, Figure figure) {
        var picture = picture(id, figure);
        plots.add(new Plot(id, picture, packed(picture), packed(PlotlyJson.of(figure))));
        return "<!--" + id + "-->";
    }

    private static String picture(String id, Figure figure) {
        // Inside HTML the name space is known, and the page names no address at all.
        var svg = Drawing.svg(figure, id).replaceFirst(" xmlns=\"[^\"]*\"", "");
        if (svg.length() <= LONG_SVG) return svg;
        var png = Base64.getEncoder().encodeToString(Drawing.png(figure));
        if (png.length() >= svg.length()) return svg;
        var alt = Labels.escape(Labels.plain(figure.title() + ". " + figure.caption()));
        return "<img alt=\"%s\" src=\"data:image/png;base64,%s\">".formatted(alt, png);
    }

    private static String packed(String text) {
        return Assets.packed(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The page with its pictures in their places.
    ///
    /// @param room  bytes that the figures may take together
    String fill(String page, long room) {
        Set<String> kept = new HashSet<>();
        Set<String> lively = new HashSet<>();
        Set<String> open = new HashSet<>();
        room -= 300L * plots.size();
        room = choose(
                room,
                kept,
                Comparator.comparingInt(plot -> plot.packedPicture.length()),
                plot -> plot.packedPicture.length());
        room = choose(
                room,
                lively,
                Comparator.comparingInt(plot -> plot.packedData.length()),
                plot -> plot.packedData.length());
        choose(
                room,
                open,
                Comparator.comparingInt(plot -> plot.picture.length()),
                plot -> kept.contains(plot.id) ? bytes(plot.picture) - plot.packedPicture.length() : Long.MAX_VALUE);
        Map<String, String> filled = new HashMap<>();
        for (var plot : plots) {
            filled.put(plot.id, html(plot, kept.contains(plot.id), lively.contains(plot.id), open.contains(plot.id)));
        }
        return PLACE.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(filled.getOrDefault(place.group(1), "")));
    }

    /// What an item costs.
    @FunctionalInterface
    private interface Cost {
        long of(Plot plot);
    }

    private long choose(long room, Set<String> into, Comparator<Plot> order, Cost cost) {
        for (var plot : plots.stream().sorted(order.thenComparing(Plot::id)).toList()) {
            long price = cost.of(plot);
            if (price > room) break;
            room -= price;
            into.add(plot.id);
        }
        return room;
    }

    private static String html(Plot plot, boolean kept, boolean lively, boolean open) {
        var html = new StringBuilder("<div class=\"plot\" id=\"%s\">".formatted(plot.id));
        if (open) {
            html.append(plot.picture);
        } else if (kept) {
            html.append("<script type=\"text/plain\" class=\"picture\">")
                    .append(plot.packedPicture)
                    .append("</script>");
        }
        if (lively) {
            html.append("<script type=\"text/plain\" class=\"data\">")
                    .append(plot.packedData)
                    .append("</script>");
        }
        if (!kept && !lively) {
            html.append("<p>This figure is too large for the page; it is in the folder of the run.</p>");
        } else if (!lively) {
            html.append("<p class=\"still\">Shown as a picture only, to keep the page small.</p>");
        }
        return html.append("</div>").toString();
    }

    /// Length in UTF-8.
    static long bytes(CharSequence text) {
        long count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of its four bytes.
            count += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return count;
    }
}
