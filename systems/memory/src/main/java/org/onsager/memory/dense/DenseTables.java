package org.onsager.memory.dense;

/// A pattern's share of energy and field as functions of its sum \(S = -N, -N+2, \ldots, N\), row \((S+N)/2\);
/// whole numbers until they are scaled.
///
/// `DISTINCT`: energy \(e_P(S)\), \(G = e_{P-1}\) of \(N - 1\) spins, with the elementary symmetric polynomials
/// of \(n\) numbers \(\pm1\) of sum \(S\) from \(k e_k = S e_{k-1} - (n-k+2) e_{k-2}\). `POWER`: energy \(S^P\),
/// \(G = [(S+1)^P - (S-1)^P]/2\), the exact difference that a flip makes.
///
/// @param energy  share of the energy
/// @param even  \(C = [G(S-1)-G(S+1)]/2\)
/// @param odd  \(D = [G(S-1)+G(S+1)]/2\)
/// @param energyScale  what the sum of `energy` is to be multiplied by
/// @param fieldScale  what sums of `even` and `odd` are to be multiplied by
record DenseTables(double[] energy, double[] even, double[] odd, double energyScale, double fieldScale) {

    static DenseTables of(int order, IndexConvention convention, int sites) {
        var energy = new double[sites + 1];
        var even = new double[sites + 1];
        var odd = new double[sites + 1];
        for (int row = 0; row <= sites; row++) {
            int sum = 2 * row - sites;
            double below = field(order, convention, sites, sum - 1);
            double above = field(order, convention, sites, sum + 1);
            energy[row] =
                    convention == IndexConvention.DISTINCT ? elementary(order, sites, sum) : integerPower(sum, order);
            even[row] = 0.5 * (below - above);
            odd[row] = 0.5 * (below + above);
        }
        double scale = scale(order, sites);
        boolean distinct = convention == IndexConvention.DISTINCT;
        return new DenseTables(
                energy,
                even,
                odd,
                distinct ? -Load.factorial(order) * scale : -scale,
                distinct ? Load.factorial(order) * scale : scale);
    }

    /// \(\frac12 N^{-(P-1)}\): with \(P!\) it turns \(e_P\) into energies in units of \(T'\).
    static double scale(int order, int sites) {
        return 0.5 * Math.pow(sites, -(order - 1.0));
    }

    private static double field(int order, IndexConvention convention, int sites, int sum) {
        if (convention == IndexConvention.DISTINCT) return elementary(order - 1, sites - 1, sum);
        return 0.5 * (integerPower(sum + 1, order) - integerPower(sum - 1, order));
    }

    private static double elementary(int degree, int count, int sum) {
        double before = 0, now = 1;
        for (int k = 1; k <= degree; k++) {
            double next = (sum * now - (count - k + 2) * before) / k;
            before = now;
            now = next;
        }
        return now;
    }

    static double integerPower(double base, int exponent) {
        double power = 1;
        for (int k = 0; k < exponent; k++) power *= base;
        return power;
    }
}
