package org.onsager.memory.boltzmann;

import java.util.ArrayList;
import java.util.List;

/// Layers of categorical variables on grids and which of them see which through convolutions: the factor \(A\) of
/// a monotone machine is block lower triangular, block \((u, v)\) a convolution from layer \(v\) to layer \(u\)
/// with stride the ratio of their heights, zero-padded so that tap \((dy, dx)\) of output \((y, x)\) reads input
/// \((y \cdot stride + dy - \lfloor (kernel-1)/2 \rfloor, \dots)\); a full-size kernel (kernel = height of \(v\),
/// onto a layer of one pixel) is a dense block.
///
/// Coordinates run layer by layer, row by row, pixel by pixel, channel by channel.
///
/// @param layers  at least one, the first what is seen
/// @param kernels  `kernels[u][v]` for \(v \le u\): side of the kernel from layer \(v\) to layer \(u\); 0 for
///     none
public record Architecture(List<Layer> layers, int[][] kernels) {
    public Architecture {
        layers = List.copyOf(layers);
        Require.that(!layers.isEmpty(), "number of layers", layers.size(), "[1, inf)");
        Require.length("kernels", kernels.length, layers.size());
        for (int u = 0; u < kernels.length; u++) {
            Require.that(
                    kernels[u].length > u, "kernels of layer " + u, kernels[u].length, "[%d, inf)".formatted(u + 1));
            for (int v = 0; v <= u; v++) check(layers.get(u), layers.get(v), kernels[u][v], u, v);
        }
    }

    private static void check(Layer u, Layer v, int kernel, int atU, int atV) {
        String name = "kernel (%d, %d)".formatted(atU, atV);
        Require.that(
                kernel >= 0 && kernel <= 2 * Math.max(v.height(), v.width()), name, kernel, "[0, twice the layer]");
        if (kernel == 0) return;
        boolean fits = v.height() % u.height() == 0
                && v.width() % u.width() == 0
                && v.height() / u.height() == v.width() / u.width();
        if (!fits)
            throw new IllegalArgumentException(
                    "%s must join layers whose sides have one whole ratio, not %s and %s".formatted(name, v, u));
    }

    /// A grid of categorical variables: `groups` variables a pixel, of `channels / groups` states each.
    ///
    /// @param channels  one-hot channels a pixel, a multiple of `groups`, at least 2 a group
    public record Layer(int channels, int height, int width, int groups) {
        public Layer {
            Require.that(height >= 1, "height", height, "[1, inf)");
            Require.that(width >= 1, "width", width, "[1, inf)");
            Require.that(groups >= 1, "groups", groups, "[1, inf)");
            Require.that(
                    channels % groups == 0 && channels / groups >= 2,
                    "channels",
                    channels,
                    "multiples of groups = %d from %d on".formatted(groups, 2 * groups));
        }

        public int states() {
            return channels / groups;
        }

        public int pixels() {
            return height * width;
        }

        /// Variables of the layer.
        public int count() {
            return pixels() * groups;
        }

        /// Coordinates of the layer.
        public int dimension() {
            return pixels() * channels;
        }
    }

    /// The paper's network for images: pixels of `bins` states, two hidden layers of four-state groups at a half
    /// and a quarter of the side, one label.
    ///
    /// @param side  a multiple of 4; 28 in the paper
    /// @param first  groups of the first hidden layer, 10 in the paper's code
    /// @param second  groups of the second, 20
    public static Architecture images(int side, int bins, int first, int second, int labels) {
        return images(side, bins, 1, first, second, labels);
    }

    /// The same for pixels of several colours.
    ///
    /// @param planes  variables of `bins` states a pixel: 1 for grey, 3 for red, green and blue
    public static Architecture images(int side, int bins, int planes, int first, int second, int labels) {
        Require.that(side >= 4 && side % 4 == 0, "side", side, "multiples of 4");
        return new Architecture(
                List.of(
                        new Layer(planes * bins, side, side, planes),
                        new Layer(4 * first, side / 2, side / 2, first),
                        new Layer(4 * second, side / 4, side / 4, second),
                        new Layer(labels, 1, 1, 1)),
                new int[][] {{3, 0, 0, 0}, {3, 3, 0, 0}, {3, 3, 3, 0}, {0, 0, side / 4, 1}});
    }

    /// Fully connected layers: pixels, `hidden` four-state variables, one label, all couplings within and
    /// between.
    public static Architecture dense(int pixels, int bins, int hidden, int labels) {
        return new Architecture(
                List.of(
                        new Layer(bins * pixels, 1, 1, pixels),
                        new Layer(4 * hidden, 1, 1, hidden),
                        new Layer(labels, 1, 1, 1)),
                new int[][] {{1, 0, 0}, {1, 1, 0}, {1, 1, 1}});
    }

    /// All variables of all layers.
    public Variables variables() {
        var states = new ArrayList<Integer>();
        for (var layer : layers) for (int i = 0; i < layer.count(); i++) states.add(layer.states());
        return Variables.of(states.stream().mapToInt(Integer::intValue).toArray());
    }

    /// First variable of a layer.
    public int firstVariable(int layer) {
        return layers.subList(0, layer).stream().mapToInt(Layer::count).sum();
    }

    /// First coordinate of a layer.
    public int firstCoordinate(int layer) {
        return layers.subList(0, layer).stream().mapToInt(Layer::dimension).sum();
    }

    /// Monotone couplings over this architecture.
    ///
    /// @param weights  all kernels, as [#weights()] counts them
    public MonotoneCouplings monotone(double[] weights, double m, Normalisation normalisation, Borders borders) {
        return new MonotoneCouplings(new Convolutions(this).factor(), weights, m, normalisation, borders);
    }

    /// Free couplings between different layers only, the deep Boltzmann machine's.
    ///
    /// @param weights  the kernels between layers, as [#betweenWeights()] counts them
    public DirectedCouplings directed(double[] weights) {
        return new DirectedCouplings(variables(), new Convolutions(this).between(), weights);
    }

    /// Number of weights of [#monotone].
    public int weights() {
        return count(true);
    }

    /// Number of weights of [#directed].
    public int betweenWeights() {
        return count(false);
    }

    private int count(boolean within) {
        int total = 0;
        for (int u = 0; u < layers.size(); u++)
            for (int v = 0; v < (within ? u + 1 : u); v++)
                total += kernels[u][v]
                        * kernels[u][v]
                        * layers.get(u).channels()
                        * layers.get(v).channels();
        return total;
    }

    /// Taps that a coordinate of layer `u` has in layer `v`, the fan-in that its initial weights are scaled by.
    int fanIn(int u, int v) {
        return kernels[u][v] * kernels[u][v] * layers.get(v).channels();
    }

    /// The deviation of a kernel's weights at which the rows of layer `u` take a norm of about 0.7 in a column
    /// block of layer `v`, 1.4 for the pixels, whose own kernel matters less.
    double crossDeviation(int u, int v) {
        double stride = layers.get(v).height() / (double) layers.get(u).height();
        double rows = Math.max(1, kernels[u][v] * kernels[u][v] / (stride * stride))
                * layers.get(u).channels();
        return (v == 0 ? 1.4 : 0.7) / (Math.sqrt(rows) + Math.sqrt(layers.get(v).states()));
    }
}
