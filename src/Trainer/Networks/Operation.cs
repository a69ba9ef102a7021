using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>What a node does with its inputs. The result is a new tensor object, never one of the inputs.</summary>
internal delegate torch.Tensor Operation(torch.Tensor[] inputs, bool training);
