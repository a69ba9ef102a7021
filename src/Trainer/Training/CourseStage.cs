using NasCluster.Trainer.Data;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Training;

/// <summary>What the epochs of one stage are trained with.</summary>
/// <param name="module">The network at the stage's size; its tensors are the learner's.</param>
/// <param name="images">Training images at that size.</param>
/// <param name="mixer">Mixup and CutMix.</param>
/// <param name="batchSize">Of the recipe.</param>
/// <param name="ownsImages">Dispose of the images with the stage.</param>
internal sealed class CourseStage(
    GraphModule module,
    BatchLoader images,
    BatchMixer mixer,
    int batchSize,
    bool ownsImages
) : IDisposable
{
    public GraphModule Module => module;

    public BatchLoader Images => images;

    public BatchMixer Mixer => mixer;

    public InputBuffer Buffer { get; } = new(batchSize, module.Input, module.Device, images.Images.Task);

    public void Dispose()
    {
        Buffer.Dispose();
        if (ownsImages)
        {
            images.Dispose();
        }
    }
}
