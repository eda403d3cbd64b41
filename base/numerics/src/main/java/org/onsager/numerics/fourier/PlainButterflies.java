package org.onsager.numerics.fourier;

/// The passes as plain loops.
final class PlainButterflies implements Butterflies {

    @Override
    public void pass(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        switch (pass.radix()) {
            case 2 -> radix2(pass, xr, xi, yr, yi);
            case 4 -> radix4(pass, xr, xi, yr, yi);
            default -> oddRadix(pass, xr, xi, yr, yi);
        }
    }

    private static void radix2(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int s = LANES * pass.stride();
        int far = s * pass.m();
        for (int p = 0; p < pass.m(); p++) {
            double c = pass.cos()[p], d = pass.sin()[p];
            int in = s * p, out = 2 * s * p;
            for (int q = 0; q < s; q++) {
                double ar = xr[in + q], ai = xi[in + q], br = xr[in + far + q], bi = xi[in + far + q];
                yr[out + q] = ar + br;
                yi[out + q] = ai + bi;
                twiddle(ar - br, ai - bi, c, d, yr, yi, out + s + q);
            }
        }
    }

    private static void radix4(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int s = LANES * pass.stride();
        int far = s * pass.m();
        double[] cos = pass.cos(), sin = pass.sin();
        for (int p = 0; p < pass.m(); p++) {
            int in = s * p, out = 4 * s * p, w = 3 * p;
            for (int q = 0; q < s; q++, in++, out++) {
                double a0r = xr[in], a0i = xi[in], a1r = xr[in + far], a1i = xi[in + far];
                double a2r = xr[in + 2 * far], a2i = xi[in + 2 * far], a3r = xr[in + 3 * far], a3i = xi[in + 3 * far];
                double sr = a0r + a2r, si = a0i + a2i, dr = a0r - a2r, di = a0i - a2i;
                double tr = a1r + a3r, ti = a1i + a3i, er = a1r - a3r, ei = a1i - a3i;
                yr[out] = sr + tr;
                yi[out] = si + ti;
                twiddle(dr + ei, di - er, cos[w], sin[w], yr, yi, out + s);
                twiddle(sr - tr, si - ti, cos[w + 1], sin[w + 1], yr, yi, out + 2 * s);
                twiddle(dr - ei, di + er, cos[w + 2], sin[w + 2], yr, yi, out + 3 * s);
            }
        }
    }

    private static void oddRadix(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
        int r = pass.radix(), s = LANES * pass.stride(), far = s * pass.m();
        for (int p = 0; p < pass.m(); p++)
            for (int q = 0; q < s; q++) {
                int in = s * p + q, out = r * s * p + q;
                double a0r = xr[in], a0i = xi[in];
                double total0 = a0r, total1 = a0i;
                for (int k = 1; 2 * k < r; k++) {
                    total0 += xr[in + k * far] + xr[in + (r - k) * far];
                    total1 += xi[in + k * far] + xi[in + (r - k) * far];
                }
                yr[out] = total0;
                yi[out] = total1;
                for (int j = 1; 2 * j < r; j++) {
                    double er = a0r, ei = a0i, or = 0, oi = 0;
                    for (int k = 1; 2 * k < r; k++) {
                        int u = in + k * far, v = in + (r - k) * far;
                        double c = pass.rootCos()[j * k % r], d = pass.rootSin()[j * k % r];
                        er = Math.fma(xr[u] + xr[v], c, er);
                        ei = Math.fma(xi[u] + xi[v], c, ei);
                        or = Math.fma(xi[u] - xi[v], d, or);
                        oi = Math.fma(xr[u] - xr[v], d, oi);
                    }
                    int w = p * (r - 1) - 1;
                    twiddle(er - or, ei + oi, pass.cos()[w + j], pass.sin()[w + j], yr, yi, out + j * s);
                    twiddle(er + or, ei - oi, pass.cos()[w + r - j], pass.sin()[w + r - j], yr, yi, out + (r - j) * s);
                }
            }
    }

    private static void twiddle(double r, double i, double c, double d, double[] yr, double[] yi, int at) {
        yr[at] = Math.fma(r, c, -(i * d));
        yi[at] = Math.fma(r, d, i * c);
    }
}
