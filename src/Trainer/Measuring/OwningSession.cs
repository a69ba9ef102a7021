namespace NasCluster.Trainer.Measuring;

/// <summary>A session that also ends what it runs on.</summary>
internal sealed class OwningSession(IInferenceSession session, IDisposable owned) : IInferenceSession
{
    public void Run() => session.Run();

    public void Dispose()
    {
        session.Dispose();
        owned.Dispose();
    }
}
