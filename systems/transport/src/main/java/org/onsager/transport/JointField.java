package org.onsager.transport;

import java.util.List;

/// A field that is cheaper together with others of its kind: what they share at a point is computed once for all.
public interface JointField extends VectorField {

    /// Whether another field can be evaluated together with this one.
    boolean joins(VectorField other);

    /// Writes \(\sum_k c_k f_k(t, x_i)\).
    ///
    /// @param fields  this one and others that it joins
    /// @param c  as many
    void combination(double t, double[] x, int count, List<VectorField> fields, double[] c, double[] out);
}
