namespace NasCluster.Trainer.Measuring;

/// <summary>A network ready to run on one image of its input shape; the image is made up.</summary>
internal interface IInferenceSession : IDisposable
{
    /// <summary>One run to the end: its result is on the host when this returns.</summary>
    void Run();
}
