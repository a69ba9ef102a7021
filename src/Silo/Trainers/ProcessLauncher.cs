namespace NasCluster.Silo.Trainers;

/// <summary>Trainers as child processes.</summary>
internal sealed class ProcessLauncher : ITrainerLauncher
{
    public ITrainerChild Start(TrainerCommandLine command, string device, int threads, string logPath) =>
        TrainerChild.Start(command, device, threads, logPath);
}
