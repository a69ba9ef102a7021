namespace NasCluster.Trainer.Runtime;

/// <summary>The surroundings of a child do not do: a variable, a device, or libtorch itself.</summary>
internal sealed class TrainerSettingsException : Exception
{
    public TrainerSettingsException(string message, Exception? inner = null)
        : base(message, inner) { }

    public TrainerSettingsException(string variable, string value, string allowed)
        : base($"{variable} is '{value}'; allowed is {allowed}.") { }
}
