using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>The batch that proxies are computed on; its tensors are the caller's.</summary>
/// <param name="Images">N×C×H×W, normalised, N at least 2.</param>
/// <param name="Labels">N class numbers, or N×H×W.</param>
internal sealed record ProxyBatch(torch.Tensor Images, torch.Tensor Labels);
