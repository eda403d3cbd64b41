package org.onsager.transport.interpolant;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.onsager.transport.LinearFields;
import org.onsager.transport.VectorField;

/// The fields of an interpolant, and every one that follows from those that are known.
///
/// All are linear in \((\eta_0, \eta_1, \eta_z)\): \(v = \alpha'\eta_0 + \beta'\eta_1\), \(b = v +
/// \gamma'\eta_z\), \(s = -\eta_z/\gamma\), and \(\alpha\eta_0 + \beta\eta_1 + \gamma\eta_z = x\). So two known
/// fields determine the rest (one is enough for one-sided interpolants, where \(\eta_z\) is absent and \(s =
/// -\eta_0/\alpha\), and for mirrors, where \(v = 0\)). Velocity from \(v\) and \(s\) takes the bounded product
/// \(\gamma\gamma'\), any other way from \(\eta_z\) the singular \(\gamma'\): integrate such a composite on
/// \([10^{-3}, 1-10^{-3}]\).
///
/// @param interpolant  whose fields these are
/// @param known  at least one field, all of one dimension
public record Fields(Interpolant interpolant, Map<Quantity, VectorField> known) {

    public Fields {
        if (known.isEmpty()) throw new IllegalArgumentException("known must hold at least one field");
        known = java.util.Collections.unmodifiableMap(new EnumMap<>(known));
        int d = known.values().iterator().next().dimension();
        for (var field : known.values())
            if (field.dimension() != d)
                throw new IllegalArgumentException(
                        "fields must all have dimension %d, not %d".formatted(d, field.dimension()));
    }

    /// One known field.
    public static Fields of(Interpolant interpolant, Quantity quantity, VectorField field) {
        return new Fields(interpolant, Map.of(quantity, field));
    }

    /// With another known field.
    public Fields with(Quantity quantity, VectorField field) {
        var more = new EnumMap<Quantity, VectorField>(known);
        more.put(quantity, field);
        return new Fields(interpolant, more);
    }

    public int dimension() {
        return known.values().iterator().next().dimension();
    }

    /// \(b\).
    public VectorField velocity() {
        return get(Quantity.VELOCITY);
    }

    /// \(s\).
    public VectorField score() {
        return get(Quantity.SCORE);
    }

    /// Whether [#get(Quantity)] would answer.
    public boolean has(Quantity wanted) {
        return known.containsKey(wanted) || needed(wanted).isPresent();
    }

    /// A field, known or converted.
    ///
    /// @throws IllegalArgumentException if it does not follow from what is known, saying what is
    public VectorField get(Quantity wanted) {
        var direct = known.get(wanted);
        if (direct != null) return direct;
        var from = needed(wanted)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the %s of a %s interpolant does not follow from %s; learn one more field"
                                .formatted(wanted, interpolant.name(), known.keySet())));
        var fields = from.stream()
                .map(q -> java.util.Objects.requireNonNull(known.get(q)))
                .toList();
        return new LinearFields(dimension(), t -> coefficients(interpolant, wanted, from, t), fields);
    }

    /// The known fields that give `wanted`, those that avoid singular coefficients first.
    private java.util.Optional<List<Quantity>> needed(Quantity wanted) {
        var candidates = new ArrayList<List<Quantity>>();
        // score and denoiser give each other at all times inside, whatever else would do at some of them
        if (wanted == Quantity.SCORE && known.containsKey(Quantity.DENOISER))
            candidates.add(List.of(Quantity.DENOISER));
        if (wanted == Quantity.DENOISER && known.containsKey(Quantity.SCORE)) candidates.add(List.of(Quantity.SCORE));
        candidates.add(List.of());
        for (var one : known.keySet()) candidates.add(List.of(one));
        for (var one : known.keySet())
            for (var two : known.keySet()) if (one.compareTo(two) < 0) candidates.add(List.of(one, two));
        // any time inside will do: what is independent there is so nearly everywhere
        return candidates.stream()
                .filter(from -> finite(coefficients(interpolant, wanted, from, 0.3137)))
                .findFirst();
    }

    private static boolean finite(double[] coefficients) {
        for (double each : coefficients) if (!Double.isFinite(each)) return false;
        return true;
    }

    /// Coefficients \((c_0, c_1, ...)\) of \(x\) and of the fields `from`, NaN where they do not determine
    /// `wanted`.
    private static double[] coefficients(Interpolant interpolant, Quantity wanted, List<Quantity> from, double t) {
        if (interpolant.shape() == Interpolant.Shape.TWO_SIDED) {
            double gg = interpolant.gamma().product(t);
            // these two stay finite at the ends
            if (wanted == Quantity.VELOCITY && from.equals(List.of(Quantity.PARTIAL_VELOCITY, Quantity.SCORE)))
                return new double[] {0, 1, -gg};
            if (wanted == Quantity.PARTIAL_VELOCITY && from.equals(List.of(Quantity.VELOCITY, Quantity.SCORE)))
                return new double[] {0, 1, gg};
        }
        if (interpolant.shape() == Interpolant.Shape.MIRROR) {
            if (wanted == Quantity.PARTIAL_VELOCITY) return new double[1 + from.size()];
            if (wanted == Quantity.VELOCITY && from.equals(List.of(Quantity.SCORE)))
                return new double[] {0, -interpolant.gamma().product(t)};
        }
        if (wanted == Quantity.SCORE && from.equals(List.of(Quantity.DENOISER)))
            return new double[] {0, -1 / interpolant.noise().at(t)};
        if (wanted == Quantity.DENOISER && from.equals(List.of(Quantity.SCORE)))
            return new double[] {0, -interpolant.noise().at(t)};
        return solve(interpolant, wanted, from, t);
    }

    /// Writes `wanted` as a combination of \(x\) and `from` by elimination in the basis \((\eta_0, \eta_1,
    /// \eta_z)\).
    private static double[] solve(Interpolant interpolant, Quantity wanted, List<Quantity> from, double t) {
        int unknowns = 1 + from.size();
        var columns = new double[unknowns][];
        columns[0] = new double[] {
            interpolant.alpha().at(t),
            interpolant.beta().at(t),
            interpolant.gamma().at(t)
        };
        for (int k = 0; k < from.size(); k++) columns[k + 1] = basis(interpolant, from.get(k), t);
        var rows = new double[3][unknowns + 1];
        double[] target = basis(interpolant, wanted, t);
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < unknowns; c++) rows[r][c] = columns[c][r];
            rows[r][unknowns] = target[r];
        }
        return eliminate(rows, unknowns);
    }

    private static double[] basis(Interpolant interpolant, Quantity quantity, double t) {
        boolean oneSided = interpolant.shape() == Interpolant.Shape.ONE_SIDED;
        double alphaRate = interpolant.alpha().rate(t),
                betaRate = interpolant.beta().rate(t);
        return switch (quantity) {
            case VELOCITY ->
                new double[] {
                    alphaRate, betaRate, oneSided ? 0 : interpolant.gamma().rate(t)
                };
            case PARTIAL_VELOCITY -> new double[] {alphaRate, betaRate, 0};
            case SCORE ->
                oneSided
                        ? new double[] {-1 / interpolant.alpha().at(t), 0, 0}
                        : new double[] {0, 0, -1 / interpolant.gamma().at(t)};
            case DENOISER -> oneSided ? new double[] {1, 0, 0} : new double[] {0, 0, 1};
            case START -> new double[] {1, 0, 0};
            case END -> new double[] {0, 1, 0};
        };
    }

    /// Gauss-Jordan on three equations; NaN unless they have exactly one solution.
    private static double[] eliminate(double[][] rows, int unknowns) {
        var solution = new double[unknowns];
        java.util.Arrays.fill(solution, Double.NaN);
        var pivotRow = new int[unknowns];
        var used = new boolean[3];
        for (int c = 0; c < unknowns; c++) {
            int best = -1;
            for (int r = 0; r < 3; r++)
                if (!used[r] && (best < 0 || Math.abs(rows[r][c]) > Math.abs(rows[best][c]))) best = r;
            if (best < 0 || !(Math.abs(rows[best][c]) > 1e-13)) return solution;
            used[best] = true;
            pivotRow[c] = best;
            for (int r = 0; r < 3; r++) {
                double factor = r == best ? 0 : rows[r][c] / rows[best][c];
                if (factor != 0) for (int j = c; j <= unknowns; j++) rows[r][j] -= factor * rows[best][j];
            }
        }
        for (int r = 0; r < 3; r++) if (!used[r] && !(Math.abs(rows[r][unknowns]) <= 1e-9)) return solution;
        for (int c = 0; c < unknowns; c++) solution[c] = rows[pivotRow[c]][unknowns] / rows[pivotRow[c]][c];
        return solution;
    }
}
