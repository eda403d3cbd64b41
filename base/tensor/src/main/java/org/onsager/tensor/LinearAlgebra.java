package org.onsager.tensor;

import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.global.torch;

/// Factorisations and solutions of linear systems, over the last two dimensions and batched over the others, all
/// differentiable. Cost \(O(n^3)\) a matrix.
public final class LinearAlgebra {
    private LinearAlgebra() {}

    /// Eigenvalues in ascending order, `[..., n]`, and orthonormal eigenvectors in columns, `[..., n, n]`.
    ///
    /// @param values  real
    /// @param vectors  of the matrix's type
    public record Eigen(Tensor values, Tensor vectors) {}

    /// \(A = U \operatorname{diag}(s) V^\dagger\), reduced.
    ///
    /// @param u  `[..., m, k]`, orthonormal columns, \(k = \min(m, n)\)
    /// @param s  `[..., k]`, descending, not negative
    /// @param vh  `[..., k, n]`, orthonormal rows
    public record Svd(Tensor u, Tensor s, Tensor vh) {}

    /// \(A = QR\), reduced.
    ///
    /// @param q  orthonormal columns
    /// @param r  upper triangular
    public record Qr(Tensor q, Tensor r) {}

    /// Sign and logarithm of the modulus of a determinant.
    ///
    /// @param sign  -1, 0 or 1 (of modulus 1 for complex matrices)
    /// @param logAbs  \(\ln |\det A|\)
    public record LogDeterminant(Tensor sign, Tensor logAbs) {}

    /// The lower triangular \(L\) with \(L L^\dagger = A\), of a symmetric (Hermitian) positive definite matrix.
    ///
    /// @throws IllegalArgumentException if it is not positive definite, with the order of the leading minor
    public static Tensor cholesky(Tensor a) {
        expect(a);
        return Call.unary("cholesky", a, x -> torch.linalg_cholesky(x));
    }

    /// \(X\) with \(A X = B\), by LU factorisation with partial pivoting.
    ///
    /// @param b  `[..., n, k]`, or `[n]`
    /// @throws IllegalArgumentException if a matrix is singular
    public static Tensor solve(Tensor a, Tensor b) {
        MatrixWork.expectFactorsOnStack();
        return Call.binary("solve", a, b, (x, y) -> torch.linalg_solve(x, y));
    }

    /// \(X\) with \(T X = B\) for triangular \(T\).
    ///
    /// @param upper  whether \(T\) is upper triangular; the other half is not read
    public static Tensor solveTriangular(Tensor t, Tensor b, boolean upper) {
        return Call.binary("solveTriangular", t, b, (x, y) -> torch.linalg_solve_triangular(x, y, upper));
    }

    /// \(X\) with \(L L^\dagger X = B\), from the factor that [#cholesky(Tensor)] gives.
    public static Tensor choleskySolve(Tensor b, Tensor factor) {
        return Call.binary("choleskySolve", b, factor, (y, l) -> torch.cholesky_solve(y, l));
    }

    /// The inverse; prefer [#solve(Tensor, Tensor)].
    public static Tensor inverse(Tensor a) {
        MatrixWork.expectFactorsOnStack();
        return Call.unary("inverse", a, x -> torch.linalg_inv(x));
    }

    /// Eigenvalues and eigenvectors of a symmetric (Hermitian) matrix; only the lower triangle is read. The
    /// derivatives of the vectors need distinct eigenvalues.
    public static Eigen eigh(Tensor a) {
        var raw = a.raw();
        expect(a);
        try (var found = torch.linalg_eigh(raw)) {
            return new Eigen(own(found.get0()), own(found.get1()));
        } catch (RuntimeException refused) {
            throw Refusal.of("eigh", refused, a);
        }
    }

    /// Singular values and vectors.
    public static Svd svd(Tensor a) {
        var raw = a.raw();
        expect(a);
        try (var driver = new StringViewOptional();
                var found = torch.linalg_svd(raw, false, driver)) {
            return new Svd(own(found.get0()), own(found.get1()), own(found.get2()));
        } catch (RuntimeException refused) {
            throw Refusal.of("svd", refused, a);
        }
    }

    /// Orthogonal and triangular factors, by Householder reflections.
    public static Qr qr(Tensor a) {
        var raw = a.raw();
        expect(a);
        try (var found = torch.linalg_qr(raw)) {
            return new Qr(own(found.get0()), own(found.get1()));
        } catch (RuntimeException refused) {
            throw Refusal.of("qr", refused, a);
        }
    }

    /// The determinant's sign and the logarithm of its modulus.
    public static LogDeterminant logDeterminant(Tensor a) {
        var raw = a.raw();
        MatrixWork.expectFactorsOnStack();
        try (var found = torch.linalg_slogdet(raw)) {
            return new LogDeterminant(own(found.get0()), own(found.get1()));
        } catch (RuntimeException refused) {
            throw Refusal.of("logDeterminant", refused, a);
        }
    }

    /// Euclidean distances between the rows of `x` `[..., m, d]` and `y` `[..., n, d]`, `[..., m, n]`.
    public static Tensor distances(Tensor x, Tensor y) {
        return Call.binary("distances", x, y, (a, b) -> torch.cdist(a, b));
    }

    /// Large matrices get all threads.
    private static void expect(Tensor a) {
        MatrixWork.expect(a.count() * (a.rank() > 1 ? a.size(-1) : 1));
    }

    private static Tensor own(org.bytedeco.pytorch.Tensor element) {
        return new Tensor(new org.bytedeco.pytorch.Tensor(element));
    }
}
