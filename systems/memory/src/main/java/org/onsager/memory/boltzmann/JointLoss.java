package org.onsager.memory.boltzmann;

/// The loss of joint completion and classification from the logits \(\ell = \Phi q^* + b\) at the fixed point:
/// \[ L = (1 - w)\,\frac1H \sum_{\text{hidden pixels}} \alpha_c\,(1-p)^\gamma (-\ln p) + w\,\frac1N \sum_n -\ln
/// p_n(\text{label}), \] \(p\) the probability of the true bin \(c\) under \(\mathrm{softmax}(\tau^2\ell)\),
/// class weights \(\alpha_c \propto (1-\beta)/(1-\beta^{n_c})\) of the \(n_c\) hidden pixels of bin \(c\) in the
/// batch, 0 where there is none, scaled to mean 1 over the bins that occur. Without a hidden pixel the first term
/// is 0.
///
/// Source: T.-Y. Lin et al., *Focal loss for dense object detection*, ICCV 2017; Y. Cui et al., *Class-balanced
/// loss based on effective number of samples*, CVPR 2019.
///
/// @param classification  \(w \in [0, 1]\)
/// @param focus  \(\gamma \ge 0\)
/// @param balance  \(\beta \in [0, 1)\)
public record JointLoss(double classification, double focus, double balance) {

    public JointLoss {
        Require.that(classification >= 0 && classification <= 1, "classification", classification, "[0, 1]");
        Require.that(focus >= 0, "focus", focus, "[0, inf)");
        Require.that(balance >= 0 && balance < 1, "balance", balance, "[0, 1)");
    }

    /// \(w = 0.5\), \(\gamma = 2\), \(\beta = 0.9999\), as published.
    public static JointLoss standard() {
        return new JointLoss(0.5, 2, 0.9999);
    }

    /// The class weights for counts \(n_c\).
    public double[] classWeights(long[] counts) {
        var weights = new double[counts.length];
        double sum = 0;
        int present = 0;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) continue;
            // 1 - beta^n without cancellation
            weights[c] = balance == 0 ? 1 : (1 - balance) / -Math.expm1(counts[c] * Math.log(balance));
            sum += weights[c];
            present++;
        }
        for (int c = 0; c < counts.length; c++) if (present > 0) weights[c] *= present / sum;
        return weights;
    }

    /// \(-\alpha (1-p)^\gamma \ln p\) of a true state under \(\mathrm{softmax}(t\ell)\) and its gradients.
    ///
    /// @param logits  `logits[from + s * stride]`
    /// @param t  \(\tau^2\)
    /// @param gradient  overwritten by the gradient in the logits, \(k\) entries
    /// @param byT  `byT[0]` is set to the derivative in \(t\)
    static double focal(
            double[] logits,
            int from,
            int stride,
            int truth,
            double t,
            double alpha,
            double gamma,
            double[] gradient,
            double[] byT) {
        int k = gradient.length;
        for (int s = 0; s < k; s++) gradient[s] = t * logits[from + s * stride];
        BlockIteration.softmax(gradient, k);
        double p = Math.max(gradient[truth], 1e-300), rest = 1 - gradient[truth];
        double power = gamma == 0 ? 1 : Math.pow(rest, gamma);
        double slope = gamma == 0 || rest == 0 ? 0 : gamma * Math.pow(rest, gamma - 1) * Math.log(p);
        // d loss / d p times p
        double byLog = alpha * (slope * p - power);
        byT[0] = 0;
        for (int s = 0; s < k; s++) {
            double byScaled = byLog * ((s == truth ? 1 : 0) - gradient[s]);
            byT[0] += byScaled * logits[from + s * stride];
            gradient[s] = t * byScaled;
        }
        return -alpha * power * Math.log(p);
    }
}
