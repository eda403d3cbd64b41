/// Integrals in one dimension: fixed Gauss rules and the Gaussian trapezoid as [QuadratureRule], and the adaptive
/// [GaussKronrod] and [TanhSinh].
@NullMarked
package org.onsager.numerics.quadrature;

import org.jspecify.annotations.NullMarked;
