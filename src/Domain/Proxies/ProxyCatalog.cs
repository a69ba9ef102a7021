using System.Collections.Immutable;

namespace NasCluster.Domain.Proxies;

/// <summary>
/// The zero-cost proxies that the built-in trainer computes, as the reference implementation of Abdelfattah et al. 2021
/// ("Zero-Cost Proxies for Lightweight NAS") defines them. W are the weights of convolutions and linear layers, L is the
/// loss of one batch in training mode; all of them are sums over layers.
/// </summary>
public static class ProxyCatalog
{
    public const string GradNorm = "gradNorm";
    public const string Snip = "snip";
    public const string Plain = "plain";
    public const string Grasp = "grasp";
    public const string Fisher = "fisher";
    public const string Synflow = "synflow";
    public const string JacobCov = "jacobCov";
    public const string Naswot = "naswot";
    public const string L2Norm = "l2Norm";

    public static ImmutableArray<ZeroCostProxy> All { get; } =
    [
        new(Synflow, "Σ |W ∂R/∂W| of all-positive weights and an image of ones, no normalisation (Tanaka et al. 2020)"),
        new(GradNorm, "Σ ‖∂L/∂W‖₂ by layer"),
        new(Snip, "Σ |W ∂L/∂W| (Lee et al. 2019)"),
        new(Grasp, "−Σ W H ∂L/∂W, H the Hessian (Wang et al. 2020)"),
        new(Fisher, "½ Σ mean (Σ a ∂L/∂a)² by channel, weighted with its weights (Theis et al. 2018)"),
        new(JacobCov, "−Σ ln(v + k) + 1/(v + k), v eigenvalues of the Jacobians' correlations (Mellor et al. 2020)"),
        new(Naswot, "ln |K|, K agreement of the images' activation codes (Mellor et al. 2021)"),
        new(Plain, "Σ W ∂L/∂W (Mozer and Smolensky 1989)"),
        new(L2Norm, "Σ ‖W‖₂ by layer"),
    ];

    public static IEnumerable<string> Names => All.Select(proxy => proxy.Name);
}
