package org.onsager.memory.boltzmann;

/// \(\Phi = K + K^\mathsf T\) with \(K\) strictly lower triangular in the blocks of variables and free otherwise:
/// the deep Boltzmann machine without a parameterisation, whose mean-field problem may have many solutions.
public final class DirectedCouplings implements ParameterisedCouplings {
    private final Variables variables;
    private final TiedMatrix pattern;
    private final double[] weights;

    DirectedCouplings(Variables variables, TiedMatrix pattern, double[] weights) {
        Require.length("weights", weights.length, pattern.ties);
        Require.finite("weights", weights);
        this.variables = variables;
        this.pattern = pattern;
        this.weights = weights.clone();
    }

    @Override
    public Variables variables() {
        return variables;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public DirectedCouplings withWeights(double[] other) {
        return new DirectedCouplings(variables, pattern, other);
    }

    @Override
    public Applier applier(int width, Precision precision) {
        var products = pattern.products(weights, width, precision);
        var part = new double[variables.dimension() * width];
        return new Applier() {
            @Override
            public void apply(double[] q, double[] out) {
                products.apply(q, out);
                products.applyTransposed(q, part);
                for (int e = 0; e < part.length; e++) out[e] += part[e];
            }

            @Override
            public void applyTransposed(double[] q, double[] out) {
                apply(q, out);
            }
        };
    }

    @Override
    public Fields fields(double[] start) {
        var x = start.clone();
        return new Fields() {
            @Override
            public void get(int i, double[] out) {
                for (int s = 0; s < variables.states(i); s++) {
                    int c = variables.offset(i) + s;
                    double sum = 0;
                    for (int e = pattern.rowStart[c]; e < pattern.rowStart[c + 1]; e++)
                        sum = Math.fma(weights[pattern.rowTie[e]], x[pattern.rowColumn[e]], sum);
                    for (int e = pattern.columnStart[c]; e < pattern.columnStart[c + 1]; e++)
                        sum = Math.fma(weights[pattern.columnTie[e]], x[pattern.columnRow[e]], sum);
                    out[s] = sum;
                }
            }

            @Override
            public void change(int i, double[] delta) {
                for (int s = 0; s < variables.states(i); s++) x[variables.offset(i) + s] += delta[s];
            }
        };
    }

    @Override
    public Gradient gradient() {
        return new Sum(new double[weights.length]);
    }

    private final class Sum implements Gradient {
        private final double[] total;

        Sum(double[] total) {
            this.total = total;
        }

        @Override
        public void add(double[] u, double[] q, int width) {
            pattern.addGradient(1, u, q, total, width);
            pattern.addGradient(1, q, u, total, width);
        }

        @Override
        public void add(Gradient other) {
            double[] more = ((Sum) other).total;
            for (int p = 0; p < total.length; p++) total[p] += more[p];
        }

        @Override
        public double[] weights() {
            return total.clone();
        }
    }
}
