using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Checkpoints;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Exporting;

/// <summary>Rebuilds a trained candidate from its checkpoint, evaluates it once more, and writes it.</summary>
internal sealed class CandidateExport(DatasetCatalog datasets, TimeProvider time)
{
    /// <exception cref="ExportException">The output exists, or the network is not what was trained.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be used.</exception>
    /// <exception cref="DatasetException">The data set, whose statistics the network needs, is missing or another one.</exception>
    public CandidateExportReport Run(CandidateExportRequest request)
    {
        if (
            request.Format is null
            && Directory.Exists(request.Output)
            && Directory.EnumerateFileSystemEntries(request.Output).Any()
        )
        {
            throw new ExportException($"'{request.Output}' is not empty; expected a folder that is new or empty.");
        }

        var command = request.Training;
        var candidate = CandidateNetwork.Of(command);
        var recipe = TrainingRecipe.From(command.Recipe);
        using var learner = new Learner(new GraphModule(candidate.Network, new()), recipe);
        Restore(learner, command);
        var images = new DatasetCache(datasets.Load).Get(command.Dataset, candidate.Network.Input.Height);
        using var data = TrainingData.Of(images, command, recipe);
        var validation = Evaluator.Evaluate(learner.Module, data.Validation);
        var test = data.Test is { } loader ? Evaluator.Evaluate(learner.Module, loader) : null;
        var files = new DeployableFiles(candidate.Network, learner.Module);
        if (request.Format is { } format)
        {
            files.Write(format, request.Output);
        }
        else
        {
            WriteFolder(request, files, data.Statistics);
        }

        return new(
            command.Candidate,
            request.Output,
            files.Written,
            validation.Accuracy,
            request.Metrics.Accuracy,
            test?.Accuracy,
            files.RelativeError
        );
    }

    // What is exported are the weights that were evaluated: the average, where the recipe keeps one.
    private static void Restore(Learner learner, TrainCommand command)
    {
        var reference = command.Resume ?? throw new ExportException($"{command.Candidate} has no checkpoint.");
        var checkpoint = CheckpointReader.Read(reference);
        checkpoint.RequireRun(command.Candidate, reference.Epoch, checkpoint.Header.Steps);
        LearnerState.Restore(learner, checkpoint);
        learner.Average?.Swap();
        learner.Module.eval();
    }

    // Written beside the target, so that there is never half a folder under its name.
    private void WriteFolder(CandidateExportRequest request, DeployableFiles files, ChannelStatistics statistics)
    {
        var target = Path.GetFullPath(request.Output);
        var part = $"{Path.TrimEndingDirectorySeparator(target)}.{Guid.NewGuid():N}.part";
        Directory.CreateDirectory(part);
        try
        {
            var provenance = request.Provenance with
            {
                Version = Runtime.TorchVersion.Trainer,
                Torch = Runtime.TorchVersion.Libtorch,
                ExportedAt = time.GetUtcNow(),
            };
            files.Write(ExportFormat.Onnx, Path.Combine(part, "model.onnx"));
            files.Write(ExportFormat.Safetensors, Path.Combine(part, "model.safetensors"));
            files.Write(ExportFormat.Json, Path.Combine(part, "network.json"));
            files.Text(part, "labels.txt", string.Join('\n', datasets.LabelsOf(request.Training.Dataset)) + '\n');
            files.Json(part, "preprocessing.json", files.PreprocessingOf(statistics), DomainJson.Default.Preprocessing);
            files.Json(part, "metrics.json", request.Metrics, DomainJson.Default.CandidateMetrics);
            files.Json(part, "provenance.json", provenance, DomainJson.Default.ExportProvenance);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(part, target);
        }
        finally
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }
    }
}
