package org.onsager.inference.density;

/// The unit of a bandwidth.
public enum Scaling {
    /// The unit of the data.
    NONE,
    /// The standard deviation of each column.
    DEVIATION,
    /// A square root of the covariance matrix: data are whitened first, as SciPy's estimator does.
    COVARIANCE
}
