package org.onsager.papers.neuraldifferentialequations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.lab.Words;

/// Well-known problems by name, as problem files: to try solvers on and to copy from.
final class Gallery {
    private static final Map<String, String> PROBLEMS = problems();

    private Gallery() {}

    private static Map<String, String> problems() {
        var all = new LinkedHashMap<String, String>();
        all.put("lorenz", """
                {"system": ["param sigma = 10, rho = 28, beta = 8/3",
                            "dx/dt = sigma*(y - x)", "dy/dt = x*(rho - z) - y", "dz/dt = x*y - beta*z",
                            "x(0) = 1; y(0) = 1; z(0) = 20"],
                 "span": [0, 40], "rtol": 1e-9, "atol": 1e-9, "save": "0:40:4001"}""");
        all.put("lotka-volterra", """
                {"system": ["param a = 1.5, b = 1, c = 3, d = 1", "dx/dt = a*x - b*x*y", "dy/dt = -c*y + d*x*y",
                            "x(0) = 1; y(0) = 1", "output H = d*x - c*log(x) + b*y - a*log(y)"],
                 "span": [0, 20], "save": "0:20:401"}""");
        all.put("pendulum", """
                {"system": ["param g = 9.81, l = 1", "dq/dt = p; dp/dt = -g/l*sin(q)", "q(0) = 2; p(0) = 0",
                            "output E = p^2/2 - g/l*cos(q)"],
                 "span": [0, 20], "save": "0:20:801"}""");
        all.put("van-der-pol", """
                {"system": ["param mu = 1000", "dx/dt = v; dv/dt = mu*(1 - x^2)*v - x", "x(0) = 2; v(0) = 0"],
                 "span": [0, 3000], "save": "0:3000:3001"}""");
        all.put("robertson", """
                {"system": ["dx/dt = -0.04*x + 1e4*y*z", "dy/dt = 0.04*x - 1e4*y*z - 3e7*y^2", "dz/dt = 3e7*y^2",
                            "x(0) = 1; y(0) = 0; z(0) = 0"],
                 "span": [0, 1e5], "rtol": 1e-8, "atol": 1e-12,
                 "save": [0, 1e-4, 1e-2, 0.4, 4, 40, 400, 4000, 1e4, 1e5]}""");
        all.put("hires", """
                {"system": ["dy1/dt = -1.71*y1 + 0.43*y2 + 8.32*y3 + 0.0007", "dy2/dt = 1.71*y1 - 8.75*y2",
                            "dy3/dt = -10.03*y3 + 0.43*y4 + 0.035*y5", "dy4/dt = 8.32*y2 + 1.71*y3 - 1.12*y4",
                            "dy5/dt = -1.745*y5 + 0.43*y6 + 0.43*y7",
                            "dy6/dt = -280*y6*y8 + 0.69*y4 + 1.71*y5 - 0.43*y6 + 0.69*y7",
                            "dy7/dt = 280*y6*y8 - 1.81*y7", "dy8/dt = -280*y6*y8 + 1.81*y7",
                            "y1(0) = 1; y2(0) = 0; y3(0) = 0; y4(0) = 0; y5(0) = 0; y6(0) = 0; y7(0) = 0; y8(0) = 0.0057"],
                 "span": [0, 321.8122]}""");
        all.put("oregonator", """
                {"system": ["dx/dt = 77.27*(y + x*(1 - 8.375e-6*x - y))", "dy/dt = (z - (1 + x)*y)/77.27",
                            "dz/dt = 0.161*(x - z)", "x(0) = 1; y(0) = 2; z(0) = 3",
                            "output logx = log10(x)"],
                 "span": [0, 360], "save": "0:360:721"}""");
        all.put("arenstorf", """
                {"system": ["param m = 0.012277471", "dx/dt = u; dy/dt = v",
                            "du/dt = x + 2*v - (1-m)*(x+m)/hypot(x+m, y)^3 - m*(x-1+m)/hypot(x-1+m, y)^3",
                            "dv/dt = y - 2*u - (1-m)*y/hypot(x+m, y)^3 - m*y/hypot(x-1+m, y)^3",
                            "x(0) = 0.994; y(0) = 0; u(0) = 0; v(0) = -2.00158510637908252"],
                 "span": [0, 17.0652165601579625], "rtol": 1e-11, "atol": 1e-12, "save": "0:17.0652165601579625:2001"}""");
        all.put("bouncing-ball", """
                {"system": ["param r = 0.8, g = 9.81", "dx/dt = v; dv/dt = -g", "x(0) = 10; v(0) = 0"],
                 "span": [0, 8], "save": "0:8:801",
                 "events": [{"name": "bounce", "zero": "x", "direction": "down", "set": {"v": "-r*v", "x": "0"}}]}""");
        all.put("doses", """
                {"system": ["param k = 0.4", "dc/dt = -k*c", "c(0) = 0"],
                 "span": [0, 24], "save": "0:24:481",
                 "jumps": [{"name": "dose", "times": [1, 7, 13, 19], "set": {"c": "c + 5"}}]}""");
        all.put("ornstein-uhlenbeck", """
                {"system": ["param theta = 1.5, s = 0.7", "dx/dt = -theta*x", "dx/dW = s", "x(0) = 1"],
                 "span": [0, 5], "paths": 8}""");
        all.put("stochastic-lorenz", """
                {"system": ["param sigma = 10, rho = 28, beta = 8/3",
                            "dx/dt = sigma*(y - x)", "dy/dt = x*(rho - z) - y", "dz/dt = x*y - beta*z",
                            "dx/dW1 = 0.1*x; dy/dW2 = 0.28*y; dz/dW3 = 0.3*z",
                            "x(0) = 1; y(0) = 1; z(0) = 20"],
                 "span": [0, 2], "step": 1e-3, "save": "0:2:401", "paths": 4}""");
        return all;
    }

    static List<String> names() {
        return List.copyOf(PROBLEMS.keySet());
    }

    /// A problem with the entries of a file over it.
    ///
    /// @throws IllegalArgumentException if there is none of that name, with the nearest
    static Map<String, Object> under(String name, Map<String, Object> file) {
        String text = PROBLEMS.get(name);
        if (text == null)
            throw new IllegalArgumentException("problem must be one of %s, not %s; did you mean %s?"
                    .formatted(String.join(", ", names()), name, Words.nearest(name, names())));
        var problem = new LinkedHashMap<>(ProblemFile.json("problem " + name, text));
        problem.putAll(file);
        return problem;
    }
}
