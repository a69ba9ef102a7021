using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>
/// Mixup and CutMix of batches. With both on, every step draws which of them it takes, so that each has half of the
/// images (the released EfficientNetV2 code gives each one half of every batch).
/// </summary>
/// <param name="Mixup">α; 0 is off.</param>
/// <param name="CutMix">α; 0 is off.</param>
internal readonly record struct BatchMixer(double Mixup, double CutMix)
{
    /// <summary>The images that go into the network, and the share of their own labels.</summary>
    public (torch.Tensor Images, double Share) Mix(torch.Tensor images, Random random) =>
        (Mixup > 0, CutMix > 0) switch
        {
            (false, false) => (images, 1),
            (true, false) => Blend(images, random),
            (false, true) => Paste(images, random),
            _ => random.Next(2) == 0 ? Blend(images, random) : Paste(images, random),
        };

    private (torch.Tensor, double) Blend(torch.Tensor images, Random random)
    {
        var share = Training.Mixup.Share(Mixup, random);
        return (share < 1 ? Training.Mixup.Blend(images, share) : images, share);
    }

    private (torch.Tensor, double) Paste(torch.Tensor images, Random random)
    {
        var (height, width) = ((int)images.shape[2], (int)images.shape[3]);
        var box = Training.CutMix.Draw(CutMix, height, width, random);
        return box.Area > 0
            ? (Training.CutMix.Paste(images, box), Training.CutMix.Share(box, height, width))
            : (images, 1);
    }
}
