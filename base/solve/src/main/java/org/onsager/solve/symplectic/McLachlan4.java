package org.onsager.solve.symplectic;

/// McLachlan and Atela's method of order 4 with small error constants: four kicks and drifts.
///
/// Source: R. I. McLachlan and P. Atela, *The accuracy of symplectic integrators*, Nonlinearity 5 (1992).
public record McLachlan4() implements Composition {
    private static final double[] KICKS = {
        0.1344961992774310892, -0.2248198030794208058, 0.7563200005156682911, 0.3340036032863214255
    };
    private static final double[] DRIFTS = {
        0.5153528374311229364, -0.085782019412973646, 0.4415830236164665242, 0.1288461583653841854
    };

    @Override
    public String name() {
        return "McLachlan4";
    }

    @Override
    public double order() {
        return 4;
    }

    @Override
    public double[] kicks() {
        return KICKS.clone();
    }

    @Override
    public double[] drifts() {
        return DRIFTS.clone();
    }

    @Override
    public String citation() {
        return "R. I. McLachlan and P. Atela, The accuracy of symplectic integrators, Nonlinearity 5 (1992)";
    }
}
