/// Special functions in log space, where Hipparchus' own would over- or underflow.
///
/// Take `erf`, `erfc` and their inverses from `org.hipparchus.special.Erf`, `logGamma`, `digamma`, the incomplete
/// gamma functions from `Gamma`, beta functions from `Beta`, Bessel's \(J\) from `BesselJ`, elliptic integrals
/// from `org.hipparchus.special.elliptic`.
@NullMarked
package org.onsager.numerics.special;

import org.jspecify.annotations.NullMarked;
