package org.onsager.memory.continual;

/// What holds a network's fields near where earlier learning left them.
public enum Brake {
    /// Nothing: catastrophic forgetting.
    NONE,
    /// The divergence to the iterate before, \(\gamma\beta^2(1-\mu^2)(\theta_t-\theta_{t-1})\): a damping of each
    /// step by the weight's uncertainty. Needs no task boundaries (the paper's choice for deep networks).
    STREAM,
    /// The divergence to the end of the last task, \(\gamma\beta^2(1-\mu^2)(\theta-\theta')\) a pass: what the
    /// theory of the perceptron describes.
    TASK_PRIOR,
    /// The same with the curvature frozen at \(\theta'\), \(\gamma\beta^2(1-\mu'^2)(\theta-\theta')\): elastic
    /// weight consolidation with the exact Fisher information of a binary weight, which costs no pass over data.
    EWC_ANALYTIC,
    /// Elastic weight consolidation with the mean squared gradient of the log-likelihood over the data of each
    /// task, summed over tasks: \(\gamma\sum_tF_t(\theta-\theta')\) an example.
    EWC_DATA
}
