package org.onsager.lab.figure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.onsager.lab.Figure;

/// Colours that people with any colour vision tell apart, and that stay apart in grey.
///
/// Sources: M. Okabe and K. Ito, *Color Universal Design*, 2008 (lines; grey for their black, which a dark page
/// hides); S. van der Walt and N. Smith, *viridis*, 2015 (sequential map); C. Brewer, *ColorBrewer RdBu*
/// (diverging map).
final class Palette {
    static final int INK = 0x222222;
    static final int GREY = 0x767676;
    static final int GRID = 0xe3e3e3;

    private static final int[] OKABE_ITO = {
        0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x5a5a5a, 0xb8a900
    };
    /// How many colours there are for groups.
    static final int SERIES = OKABE_ITO.length;

    private static final int[] VIRIDIS = {
        0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725
    };
    private static final int[] RED_BLUE = {
        0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f
    };

    private final Map<String, Integer> groups = new LinkedHashMap<>();

    /// The palette of a figure: groups take colours in the order in which they appear.
    static Palette of(List<Figure.Trace> traces) {
        var palette = new Palette();
        for (var trace : traces) palette.meet(trace);
        return palette;
    }

    private void meet(Figure.Trace trace) {
        switch (trace) {
            case Figure.Frames frames -> frames.frames().forEach(frame -> frame.forEach(this::meet));
            case Figure.HeatMap _, Figure.Graph _, Figure.ImageGrid _ -> {}
            default -> groups.putIfAbsent(group(trace), groups.size());
        }
    }

    /// The name by which traces share a colour.
    static String group(Figure.Trace trace) {
        return switch (trace) {
            case Figure.Line line -> line.group();
            case Figure.Points points -> points.group();
            case Figure.Band band -> band.group();
            case Figure.Histogram histogram -> histogram.group();
            case Figure.Contour contour -> contour.group();
            case Figure.VectorField field -> field.name();
            default -> "";
        };
    }

    /// The place of a trace's group in the order of colours and of marker shapes.
    int index(Figure.Trace trace) {
        return groups.getOrDefault(group(trace), 0);
    }

    int colour(Figure.Trace trace) {
        return series(index(trace));
    }

    /// The colour of the group that came at a place; places beyond the last begin anew.
    static int series(int place) {
        return OKABE_ITO[place % SERIES];
    }

    /// A colour of a map.
    ///
    /// @param t  0 to 1, clamped
    static int map(double t, boolean diverging) {
        int[] anchors = diverging ? RED_BLUE : VIRIDIS;
        double place = Math.clamp(t, 0, 1) * (anchors.length - 1);
        int i = Math.min((int) place, anchors.length - 2);
        return mix(anchors[i], anchors[i + 1], place - i);
    }

    /// The grey of brightness `t` from 0 black to 1 white.
    static int grey(double t) {
        int level = (int) Math.round(255 * Math.clamp(t, 0, 1));
        return level << 16 | level << 8 | level;
    }

    private static int mix(int a, int b, double t) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double channel = (a >> shift & 0xff) * (1 - t) + (b >> shift & 0xff) * t;
            mixed |= (int) Math.round(channel) << shift;
        }
        return mixed;
    }

    /// A colour as `#rrggbb`.
    static String hex(int colour) {
        return "#%06x".formatted(colour & 0xffffff).toLowerCase(Locale.ROOT);
    }
}
