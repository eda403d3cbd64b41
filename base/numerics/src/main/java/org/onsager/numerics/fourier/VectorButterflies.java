package org.onsager.numerics.fourier;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The passes by the Vector API: lanes are signals, so that no data ever crosses lanes.
final class VectorButterflies implements Butterflies {
    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    @Override
    public void pass(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        switch (pass.radix()) {
            case 2 -> radix2(pass, xr, xi, yr, yi);
            case 4 -> radix4(pass, xr, xi, yr, yi);
            default -> oddRadix(pass, xr, xi, yr, yi);
        }
    }

    private static DoubleVector load(double[] x, int at) {
        return DoubleVector.fromArray(SPECIES, x, at);
    }

    private static void radix2(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int s = LANES * pass.stride();
        int far = s * pass.m();
        double[] cos = pass.cos(), sin = pass.sin();
        for (int p = 0; p < pass.m(); p++) {
            var c = DoubleVector.broadcast(SPECIES, cos[p]);
            var d = DoubleVector.broadcast(SPECIES, sin[p]);
            int in = s * p, out = 2 * s * p;
            for (int q = 0; q < s; q += WIDTH) {
                var ar = load(xr, in + q);
                var ai = load(xi, in + q);
                var br = load(xr, in + far + q);
                var bi = load(xi, in + far + q);
                ar.add(br).intoArray(yr, out + q);
                ai.add(bi).intoArray(yi, out + q);
                twiddle(ar.sub(br), ai.sub(bi), c, d, yr, yi, out + s + q);
            }
        }
    }

    private static void radix4(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int s = LANES * pass.stride();
        int far = s * pass.m();
        double[] cos = pass.cos(), sin = pass.sin();
        for (int p = 0; p < pass.m(); p++) {
            int in = s * p, out = 4 * s * p, w = 3 * p;
            var c1 = DoubleVector.broadcast(SPECIES, cos[w]);
            var d1 = DoubleVector.broadcast(SPECIES, sin[w]);
            var c2 = DoubleVector.broadcast(SPECIES, cos[w + 1]);
            var d2 = DoubleVector.broadcast(SPECIES, sin[w + 1]);
            var c3 = DoubleVector.broadcast(SPECIES, cos[w + 2]);
            var d3 = DoubleVector.broadcast(SPECIES, sin[w + 2]);
            for (int end = in + s; in < end; in += WIDTH, out += WIDTH) {
                var a0r = load(xr, in);
                var a0i = load(xi, in);
                var a1r = load(xr, in + far);
                var a1i = load(xi, in + far);
                var a2r = load(xr, in + 2 * far);
                var a2i = load(xi, in + 2 * far);
                var a3r = load(xr, in + 3 * far);
                var a3i = load(xi, in + 3 * far);
                var sr = a0r.add(a2r);
                var si = a0i.add(a2i);
                var dr = a0r.sub(a2r);
                var di = a0i.sub(a2i);
                var tr = a1r.add(a3r);
                var ti = a1i.add(a3i);
                var er = a1r.sub(a3r);
                var ei = a1i.sub(a3i);
                sr.add(tr).intoArray(yr, out);
                si.add(ti).intoArray(yi, out);
                twiddle(dr.add(ei), di.sub(er), c1, d1, yr, yi, out + s);
                twiddle(sr.sub(tr), si.sub(ti), c2, d2, yr, yi, out + 2 * s);
                twiddle(dr.sub(ei), di.add(er), c3, d3, yr, yi, out + 3 * s);
            }
        }
    }

    private static void oddRadix(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int r = pass.radix(), s = LANES * pass.stride(), far = s * pass.m();
        double[] cos = pass.cos(), sin = pass.sin(), rootCos = pass.rootCos(), rootSin = pass.rootSin();
        for (int p = 0; p < pass.m(); p++)
            for (int q = 0; q < s; q += WIDTH) {
                int in = s * p + q, out = r * s * p + q, w = p * (r - 1) - 1;
                var a0r = load(xr, in);
                var a0i = load(xi, in);
                var total0 = a0r;
                var total1 = a0i;
                for (int k = 1; 2 * k < r; k++) {
                    total0 = total0.add(load(xr, in + k * far).add(load(xr, in + (r - k) * far)));
                    total1 = total1.add(load(xi, in + k * far).add(load(xi, in + (r - k) * far)));
                }
                total0.intoArray(yr, out);
                total1.intoArray(yi, out);
                for (int j = 1; 2 * j < r; j++) {
                    var er = a0r;
                    var ei = a0i;
                    var or = DoubleVector.zero(SPECIES);
                    var oi = or;
                    for (int k = 1; 2 * k < r; k++) {
                        int u = in + k * far, v = in + (r - k) * far;
                        var c = DoubleVector.broadcast(SPECIES, rootCos[j * k % r]);
                        var d = DoubleVector.broadcast(SPECIES, rootSin[j * k % r]);
                        er = load(xr, u).add(load(xr, v)).fma(c, er);
                        ei = load(xi, u).add(load(xi, v)).fma(c, ei);
                        or = load(xi, u).sub(load(xi, v)).fma(d, or);
                        oi = load(xr, u).sub(load(xr, v)).fma(d, oi);
                    }
                    var c = DoubleVector.broadcast(SPECIES, cos[w + j]);
                    var d = DoubleVector.broadcast(SPECIES, sin[w + j]);
                    twiddle(er.sub(or), ei.add(oi), c, d, yr, yi, out + j * s);
                    c = DoubleVector.broadcast(SPECIES, cos[w + r - j]);
                    d = DoubleVector.broadcast(SPECIES, sin[w + r - j]);
                    twiddle(er.add(or), ei.sub(oi), c, d, yr, yi, out + (r - j) * s);
                }
            }
    }

    private static void twiddle(
            DoubleVector r, DoubleVector i, DoubleVector c, DoubleVector d, double[] yr, double[] yi, int at) {
        r.fma(c, i.mul(d).neg()).intoArray(yr, at);
        r.fma(d, i.mul(c)).intoArray(yi, at);
    }
}
